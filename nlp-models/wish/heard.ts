// What was heard of a message, and what it says of a person.
import type { Language, Understanding } from '../../core/conversation/words.ts'
import { isElsewhere } from '../elsewhere.ts'
import { wishIn } from './index.ts'

type Heard = Pick<Understanding, 'intent' | 'confidence' | 'alternatives' | 'further' | 'words' | 'personLater'>

/** What was heard, with a wish for a person as what is asked for or as a further thing; without one that the model hears where the words deny it, put it off or tell of another time. `hearRest` hears what is said besides. */
export function withWish<H extends Heard>(heard: H, message: { text: string; language: Language; hearRest(rest: string): H }): H {
  const { text, language, hearRest } = message
  const { wish, ward, isDoubtful, rest } = wishIn(text, language)
  if (ward) return withoutWish(heard, { ward, rest, hearRest })
  if (wish === null || isHeard(heard, { wish, isDoubtful }) || isElsewhere(text, wish, language)) return heard
  const wished = { intent: wish, confidence: IN_SO_MANY_WORDS }
  if (heard.intent !== null) return { ...heard, further: [...heard.further, wished] }
  const others = heard.alternatives.filter(({ intent }) => intent !== wish).map(one => ({ ...one, confidence: one.confidence * (1 - IN_SO_MANY_WORDS) }))
  return { ...heard, ...wished, alternatives: [wished, ...others].slice(0, 5) }
}

const IN_SO_MANY_WORDS = 0.9

/** The model has heard it, or hears surely that it is taken back. */
function isHeard({ intent }: Heard, { wish, isDoubtful }: { wish: string; isDoubtful: boolean }): boolean {
  if (intent === 'handoff.cancel') return isDoubtful
  return intent === wish || intent === 'handoff.call-back'
}

function withoutWish<H extends Heard>(heard: H, { ward, rest, hearRest }: { ward: 'denied' | 'later' | 'told'; rest: string; hearRest(rest: string): H }): H {
  const later = ward === 'later' ? { personLater: true } : {}
  const isCancelled = heard.intent === 'handoff.cancel'
  if (heard.intent !== 'handoff.ask' && !(isCancelled && heard.further.length === 0)) return { ...heard, ...later }
  const besides = /\p{L}{2}/u.test(rest) ? hearRest(rest) : null
  const isBesides = besides !== null && besides.intent !== null && !/^(?:handoff|small-talk)\./.test(besides.intent)
  // Who waits gives up their place with it, and is answered the rest.
  if (isCancelled) return isBesides ? { ...heard, further: [{ intent: besides.intent!, confidence: besides.confidence }] } : heard
  if (isBesides) return { ...besides, ...later }
  const others = heard.alternatives.filter(({ intent }) => intent !== 'handoff.ask')
  if (ward !== 'denied') return { ...heard, intent: null, confidence: 0, alternatives: others, further: [], ...later }
  const stays = { intent: 'handoff.cancel', confidence: IN_SO_MANY_WORDS }
  return { ...heard, ...stays, alternatives: [stays, ...others.filter(({ intent }) => intent !== stays.intent)].slice(0, 5), further: [] }
}
