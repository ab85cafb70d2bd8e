import type { Fact, Language, Message } from '../../core/conversation/index.ts'
import { cardWords } from '../card/card-words.ts'
import type { CardInput } from '../card/card-input.ts'
import type { ComplaintClass, PromiseLine } from '../contract.ts'
import { deskWords } from './desk-words.ts'

export interface Told {
  input: CardInput
  facts: Fact[]
  /** Of the talk with the person, in order. */
  messages: Pick<Message, 'speaker' | 'kind' | 'text' | 'replyKey' | 'understanding'>[]
  promises: Pick<PromiseLine, 'text' | 'state'>[]
  complaintClass: ComplaintClass | null
  labelOf(intent: string): string
}

/** What happened, in a few lines for whoever reads it later: what was wanted, known, done, answered and promised. By rule, in the reader's language. */
export function summaryOf(told: Told, language: Language): string {
  const words = deskWords(language)
  const { facts: names } = cardWords(language)
  const wanted = [...new Set([...told.input.history.map(({ intent }) => intent), ...told.messages.map((message) => message.understanding?.intent ?? null)])]
    .filter((intent) => intent !== null).filter((intent) => !/^(?:small-talk|handoff)\./.test(intent)).slice(-4).map(told.labelOf)
  const known = told.facts.slice(0, 6).map(({ name, value }) => `${names[name] ?? name.replaceAll('-', ' ')} ${value}`)
  const did = [...new Set(told.messages.flatMap(({ replyKey }) => (replyKey ? words.done[replyKey] ?? [] : [])))]
  const answer = told.messages.findLast(({ speaker, kind }) => speaker === 'agent' && kind === 'text')?.text
  const lines = [
    told.complaintClass ? words.complained(words.classes[told.complaintClass]) : null,
    wanted.length > 0 ? words.wanted(wanted.join(words.list)) : null,
    told.input.words.trim() === '' ? null : words.asked(clip(told.input.words)),
    known.length > 0 ? words.known(known.join(words.list)) : null,
    did.length > 0 ? words.did(did.join(words.list)) : null,
    answer === undefined || answer.trim() === '' ? null : words.answered(clip(answer)),
    ...told.promises.filter(({ state }) => state !== 'dropped').slice(0, 3).map(({ text, state }) => words.promised(clip(text), state === 'kept' || state === 'kept-late')),
  ]
  return lines.filter((line) => line !== null).join('\n')
}

function clip(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, ' ').trim()]
  return characters.length <= 160 ? characters.join('') : `${characters.slice(0, 159).join('')}…`
}
