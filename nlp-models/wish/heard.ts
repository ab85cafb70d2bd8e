// What was heard of a message, and what it says of a person.
import type { Language, PersonSpokenOf, Understanding } from '../../core/conversation/words.ts'
import { isElsewhere } from '../elsewhere.ts'
import { personIn } from './index.ts'

type Heard = Pick<Understanding, 'intent' | 'confidence' | 'alternatives' | 'further' | 'words' | 'person'>

interface Said {
  text: string
  language: Language
  shopNames: readonly string[]
  /** Hears a part of it. */
  hear(part: string): Heard
}

/** What was heard, with the person that is wished for; without the wish that the model hears where the words deny it, put it off or tell of another time. */
export function withPerson(heard: Heard, said: Said): Heard {
  const found = personIn(said.text, said.language)
  if (found === null) return heard
  const { isDoubtful, ...person } = found
  if (person.how !== 'ask' && person.how !== 'call-back') return withoutWish({ ...heard, person }, said)
  const intent = person.how === 'ask' ? ASK : CALL
  // The model hears that it is taken back.
  if ((heard.intent === CANCEL && isDoubtful) || isElsewhere(said.text, intent, said.language, said.shopNames)) return heard
  return heard.intent === null ? asHeard({ ...heard, person }, intent) : { ...heard, person }
}

const ASK = 'handoff.ask'
const CALL = 'handoff.call-back'
const CANCEL = 'handoff.cancel'
const IN_SO_MANY_WORDS = 0.9

function asHeard(heard: Heard, intent: string): Heard {
  const others = heard.alternatives.filter((one) => one.intent !== intent && one.intent !== ASK)
  const wished = { intent, confidence: IN_SO_MANY_WORDS }
  return { ...heard, ...wished, alternatives: [wished, ...others.map((one) => ({ ...one, confidence: one.confidence * (1 - IN_SO_MANY_WORDS) }))].slice(0, 5) }
}

function withoutWish(heard: Heard & { person: PersonSpokenOf }, { hear }: Said): Heard {
  const { person, intent, further } = heard
  if (intent !== ASK && !(intent === CANCEL && further.length === 0)) return heard
  const besides = /\p{L}{2}/u.test(person.besides) ? hear(person.besides) : null
  const isErrand = besides !== null && besides.intent !== null && !/^(?:handoff|small-talk)\./.test(besides.intent)
  // Who waits gives up their place with it, and is answered the rest.
  if (intent === CANCEL && isErrand) return { ...heard, further: [{ intent: besides.intent!, confidence: besides.confidence }] }
  // "If that does not help I want a person" is half a wish and half none to the model: neither is asked about.
  if (intent === CANCEL && (person.how !== 'later' || heard.confidence >= IN_SO_MANY_WORDS)) return heard
  if (isErrand) return { ...besides, person }
  if (person.how === 'denied') return { ...asHeard(heard, CANCEL), further: [] }
  return { ...heard, intent: null, confidence: 0, alternatives: heard.alternatives.filter((one) => one.intent !== ASK), further: [] }
}
