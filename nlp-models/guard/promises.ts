// What a text promises: of each sentence with a promise in it, the amount and the time.
import type { GuardPromise } from '../../core/conversation/words.ts'
import type { Values } from './slots.ts'
import type { Words } from './tokens.ts'

interface Range { from: number; to: number }

/** One promise a sentence: the weightiest kind said in it, with the first amount and the earliest time that the sentence names. */
export function promisesIn(words: Words, made: (Range & { kind: GuardPromise['kind'] })[], values: Values): (Omit<GuardPromise, 'text'> & Range)[] {
  const sentences = sentencesOf(words)
  const bySentence = Map.groupBy(made, ({ from }) => sentences.findLast(sentence => sentence.from <= from)!)
  return [...bySentence].map(([{ from, to }, promises]) => {
    const [start, end] = [words.tokens[from]!.start, words.tokens[to - 1]!.end]
    const inside = (one: { start: number }) => one.start >= start && one.start < end
    const kind = KINDS.find(known => promises.some(promise => promise.kind === known))!
    const amount = kind === 'amount' ? values.amounts.find(inside)?.minor : undefined
    const due = values.deadlines.filter(inside).map(({ dueAt }) => dueAt)
    return { kind, from, to, ...(amount === undefined ? {} : { amount }), ...(due.length === 0 ? {} : { dueAt: Math.min(...due) }) }
  })
}

const KINDS: GuardPromise['kind'][] = ['amount', 'date', 'guarantee']

function sentencesOf({ tokens }: Words): Range[] {
  const starts = tokens.flatMap(({ before }, at) => (at === 0 || before === 'end' ? [at] : []))
  return starts.map((from, at) => ({ from, to: starts[at + 1] ?? tokens.length }))
}
