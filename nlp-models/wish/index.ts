// Who says in so many words that they want a person, or a call, wants one whatever else they say in the same breath; who only speaks of it does not.
import type { Language, PersonSpokenOf } from '../../core/conversation/words.ts'
import { orEnglish } from '../language.ts'
import { fold } from '../normalise.ts'
import { CHINESE } from './chinese.ts'
import { ENGLISH } from './english.ts'
import type { WishWords } from './words.ts'

type How = PersonSpokenOf['how']

const LISTS: Record<string, WishWords> = { en: ENGLISH, zh: CHINESE }

/** What a message says of a person, part by part: one plain wish is enough. `isDoubtful`: other words in it may take the wish back. Null when it speaks of nobody. */
export function personIn(text: string, language: Language): (PersonSpokenOf & { isDoubtful: boolean }) | null {
  const words = orEnglish(LISTS, language)
  // Most messages speak of nobody, and cost no more than this look.
  if (!words.hint.test(text.slice(0, MOST_READ))) return null
  const folded = fold(text, language)
  const parts = partsOf(folded, words.breaks)
  const read = parts.map((part, at) => readPart(part, parts[at - 1], words))
  const how = PLAINEST.find(one => read.includes(one))
  if (!how) return null
  const isBesides = (part: Part, at: number) => read[at] === null && !(read[at + 1] === 'later' && words.condition.test(part.text))
  return { how, besides: parts.filter(isBesides).map(part => part.text).join(', '), isDoubtful: words.takenBack.test(folded) }
}

const MOST_READ = 1024
const PLAINEST: How[] = ['ask', 'call-back', 'denied', 'later', 'told']

interface Part {
  text: string
  /** A full stop stands before it. */
  isApart: boolean
}

function partsOf(folded: string, breaks: RegExp): Part[] {
  const parts: Part[] = []
  let from = 0
  let isApart = true
  for (const { 0: mark, index } of [...folded.matchAll(new RegExp(breaks, 'g')), { 0: '', index: folded.length }]) {
    const text = folded.slice(from, index).trim()
    if (text !== '') parts.push({ text, isApart })
    isApart = STOPS.test(mark) || (text === '' && isApart)
    from = index + mark.length
  }
  return parts
}

const STOPS = /[.!?\n。！？]/

function readPart({ text, isApart }: Part, before: Part | undefined, words: WishWords): How | null {
  if (words.noBot.test(text)) return 'ask'
  const asked = words.ask.exec(text)
  const found = asked ?? words.callBack.exec(text)
  if (!found) return words.told.test(text) ? 'told' : null
  const [head, tail] = [text.slice(0, found.index), text.slice(found.index + found[0].length)]
  const isOnCondition = words.condition.test(head) || words.conditionBehind.test(tail) || (!isApart && before !== undefined && words.condition.test(before.text))
  const ward = words.needless.test(text) || words.denied.test(head) || words.deniedBehind.test(tail) ? 'denied' : isOnCondition ? 'later' : words.past.test(text) && words.pastLead.test(text) ? 'told' : null
  if (asked) return ward ?? 'ask'
  return ward !== null || words.somebodyElse.test(text) ? null : 'call-back'
}
