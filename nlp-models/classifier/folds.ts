// Which lines judge a machine that was trained on the others.
import { openRandom, shuffle } from './random.ts'
import { countTaught, type Corpus } from './corpus.ts'
import { findKin } from './kin.ts'

export interface Round {
  train: number[]
  /** Lines whose intent was trained. */
  judge: number[]
  /** Lines whose intent was left out of training: for this machine they are off-topic. */
  strangers: number[]
}

/**
 * Rounds by how many lines are taught: small sets are judged on most of them, large ones on a part, which is enough for the few numbers to be fitted.
 * Small sets are written by hand, a sentence and its variations: there kin are judged together, or the machine would be thought surer than real chats find it.
 */
export function holdOut(corpus: Corpus, seed: number): Round[] {
  const size = countTaught(corpus)
  const isSmall = size <= 1500
  const folds = isSmall ? 5 : size <= 6000 ? 4 : 6
  const rounds = isSmall ? 3 : size <= 6000 ? 2 : 1
  const foldOf = foldsByGroup(isSmall ? byKin(corpus) : corpus, folds, seed)
  const intents = shuffle(corpus.labels.map((_, at) => at), openRandom(seed + 1))
  const away = intents.length < 6 ? 0 : Math.max(1, Math.round(intents.length / 6))
  return Array.from({ length: rounds }, (_, at) => {
    const left = new Set(Array.from({ length: away }, (_, n) => intents[(at * away + n) % intents.length]!))
    return splitRound(corpus, (line) => foldOf[line] === at, left)
  })
}

/** The corpus with its lines grouped by kinship where nobody has grouped them. */
function byKin(corpus: Corpus): Pick<Corpus, 'target' | 'groups'> {
  const families = findKin(corpus.texts, corpus.target)
  return { target: corpus.target, groups: corpus.groups.map((group, line) => group ?? `family ${families[line]!}`) }
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
