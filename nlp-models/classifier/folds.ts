// Which lines judge a machine that was trained on the others.
import { openRandom, shuffle } from './random.ts'
import type { Corpus } from './corpus.ts'

export interface Round {
  train: number[]
  /** Lines whose intent was trained. */
  judge: number[]
  /** Lines whose intent was left out of training: for this machine they are off-topic. */
  strangers: number[]
}

/** Rounds by size: small sets are judged on every line, large ones on a part, which is enough for the few numbers to be fitted. */
export function holdOut(corpus: Corpus, seed: number): Round[] {
  const size = corpus.target.length
  const folds = size <= 1500 ? 5 : size <= 6000 ? 4 : 6
  const rounds = size <= 1500 ? 3 : size <= 6000 ? 2 : 1
  const foldOf = foldsByGroup(corpus, folds, seed)
  const intents = shuffle(corpus.labels.map((_, at) => at), openRandom(seed + 1))
  const away = intents.length < 6 ? 0 : Math.max(1, Math.round(intents.length / 6))
  return Array.from({ length: rounds }, (_, at) => {
    const left = new Set(Array.from({ length: away }, (_, n) => intents[(at * away + n) % intents.length]!))
    return splitRound(corpus, (line) => foldOf[line] === at, left)
  })
}

function splitRound(corpus: Corpus, isHeld: (line: number) => boolean, left: Set<number>): Round {
  const round: Round = { train: [], judge: [], strangers: [] }
  corpus.target.forEach((target, line) => {
    if (left.has(target)) round.strangers.push(line)
    else if (isHeld(line)) round.judge.push(line)
    else round.train.push(line)
  })
  return round
}

/** A fold for each line: every intent spread evenly, lines of one group together. */
export function foldsByGroup(corpus: Pick<Corpus, 'target' | 'groups'>, folds: number, seed: number): Int32Array {
  const order = shuffle([...corpus.target.keys()], openRandom(seed))
  const next = new Map<number, number>()
  const chosen = new Map<string, number>()
  const foldOf = new Int32Array(corpus.target.length)
  for (const line of order) {
    const target = corpus.target[line]!
    const group = `${target} ${corpus.groups[line] ?? `line ${line}`}`
    if (!chosen.has(group)) {
      const fold = next.get(target) ?? target % folds
      next.set(target, (fold + 1) % folds)
      chosen.set(group, fold)
    }
    foldOf[line] = chosen.get(group)!
  }
  return foldOf
}
