import type { EntityName } from '../../core/conversation/words.ts'
import type { Outcome } from './outcome.ts'
import type { Turn } from './turn.ts'

export type Step = (turn: Turn) => Outcome | Promise<Outcome>

export interface TopicDefinition {
  /** Which step an intent begins with. */
  intents: Record<string, string>
  /** Names are stored with open conversations: rename one only with a migration. */
  steps: Record<string, Step>
  /** Intents that are one subject: going from one to the other keeps what was gathered. */
  oneSubject?: string[]
  /** A new value of the entity, given while another question waits, goes to this step instead ("no, order 1003"). */
  corrects?: Partial<Record<EntityName, { step: string; kept: string }>>
  /** Steps that take any words as their answer: here only the bare words "stop" and "person" lead away. */
  takesAnything?: string[]
  /** Steps whose answer may hold any number, such as an address: a number there corrects nothing. */
  holdsNumbers?: string[]
  /** Steps where "cancel" is an answer and does not drop the subject. */
  ownsCancel?: string[]
  /** Steps whose question is not worth coming back to when the talk turns elsewhere. */
  fleeting?: string[]
}

export interface Topic extends TopicDefinition {
  name: string
}

/** Defines a topic; throws at once when an intent points nowhere. */
export function topic(name: string, definition: TopicDefinition): Topic {
  const places = [...Object.values(definition.intents), ...Object.values(definition.corrects ?? {}).map(({ step }) => step), ...(definition.takesAnything ?? []), ...(definition.holdsNumbers ?? []), ...(definition.ownsCancel ?? []), ...(definition.fleeting ?? [])]
  const lost = places.find(step => !(step in definition.steps))
  if (lost) throw new Error(`topic ${name} has no step ${lost}`)
  return { name, ...definition }
}
