import type { HandoffReason, Message, Understanding } from '../../core/conversation/index.ts'
import { isStory } from '../../dialogs/index.ts'

const errand = /^(?:product|payment|shipping|order|returns|faq)\./
const named = new Set(['order-number', 'tracking-number', 'product', 'amount'])

// These come from one message, which may say no more than that: "a human, please", "you thieves!". The others end a talk about something.
const mayBeBare = new Set<HandoffReason>(['asked', 'agitated', 'high-risk', 'agent-takeover'])

const mostLines = 5
const fewLines = 3

/** True when the message tells what it is about, besides asking for a person or being cross. */
export function tellsMatter({ text, intent, further, entities }: Pick<Understanding, 'text' | 'intent' | 'further' | 'entities'>): boolean {
  return [intent, ...further.map((one) => one.intent)].some((one) => errand.test(one ?? '')) || entities.some(({ entity }) => named.has(entity)) || isStory(text)
}

/** Why a person is asked for, as far as it tells what the message to them is. */
interface Wanted {
  reason: HandoffReason
  draft?: Record<string, unknown> | undefined
  /** Of the message at which it happened: {@link tellsMatter}. */
  hasMatter?: boolean | undefined
}

/** What the shopper has told of the matter for which a person is asked, as the message to them, so that nobody says it twice; null when they have told nothing yet. `said`: their messages up to the one at which it happened, in order. */
export function whatWasSaid(said: Pick<Message, 'text' | 'understanding'>[], { reason, draft, hasMatter }: Wanted): string | null {
  const story = draft?.['story'] ?? draft?.['message']
  if (typeof story === 'string' && story !== '') return story
  const lines = said.filter(({ text }) => text.trim() !== '')
  if (mayBeBare.has(reason) && !draft) return hasMatter ? lines.at(-1)?.text ?? null : matterBefore(lines)
  const begin = lines.findLastIndex(({ understanding }) => errand.test(understanding?.intent ?? ''))
  return joined(lines.slice(begin === -1 ? -fewLines : begin).slice(-mostLines))
}

// Questions that are answered once and for all are no matter for a person; these are.
const matter = /^(?:returns\.(?!policy)|order\.(?!place)|shipping\.(?:track|delay|lost|damaged|change-address)$|payment\.(?:failed|charged-twice)$)/

/** Who asks for a person in the middle of a trouble has told it already. */
function matterBefore(lines: Pick<Message, 'text' | 'understanding'>[]): string | null {
  const late = lines.slice(-mostLines)
  const begin = late.findIndex(({ understanding }) => matter.test(understanding?.intent ?? ''))
  return begin === -1 ? null : joined(late.slice(begin))
}

/** What a shopper has added while they waited, from the first line on that tells something; null when nothing does. */
export function whatWasAdded(said: Pick<Message, 'text' | 'understanding'>[]): string | null {
  const begin = said.findIndex(({ text, understanding }) => errand.test(understanding?.intent ?? '') || isStory(text))
  return begin === -1 ? null : joined(said.slice(begin).filter(({ text }) => text.trim() !== '').slice(-mostLines))
}

// "I am still here", said to a person, is taken for half an errand.
const surely = 0.6

/** What the shopper has asked since anybody else spoke, as the message to answer; null when that is nothing for a bot, such as thanks, or may be meant for the person alone. `lines`: the last of the conversation, in order. */
export function whatWasLeftOpen(lines: Pick<Message, 'speaker' | 'kind' | 'text' | 'understanding'>[]): string | null {
  const after = lines.slice(lines.findLastIndex(({ speaker, kind }) => speaker !== 'shopper' && kind === 'text') + 1).filter(({ speaker }) => speaker === 'shopper')
  const begin = after.findIndex(({ understanding }) => understanding !== null && understanding.confidence >= surely && errand.test(understanding.intent ?? ''))
  return begin === -1 ? null : joined(after.slice(begin))
}

function joined(lines: Pick<Message, 'text'>[]): string | null {
  return lines.length === 0 ? null : lines.map(({ text }) => text.trim()).join('\n')
}
