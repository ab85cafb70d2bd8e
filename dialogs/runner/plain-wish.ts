// What a message wants that needs no model.
import { isNo, isStop, isYes } from './answers.ts'
import { canAnswer, type Work } from './room.ts'

/** What needs no model: a button's intent, and the few words that mean one thing. */
export function plainWish(work: Work, said: string): string | null {
  if (/^[a-z-]+\.[a-z-]+$/.test(said) && canAnswer(work, said)) return said
  if (isStop(said)) return 'small-talk.stop'
  if (isYes(said)) return THANKS.test(said) ? 'small-talk.thanks' : 'small-talk.yes'
  if (isNo(said)) return 'small-talk.no'
  return PARCEL.test(said) ? 'shipping.track' : null
}

/** The bare word for it asks where it is. */
const PARCEL = /^(?:my )?(?:parcel|package)[?!. ]*$|^(?:查|查询|查一下|我的)?(?:快递|包裹|物流|快遞)(?:呢|查询)?[?？!！。 ]*$/i

const THANKS = /\bth(?:an)?(?:ks|nks|x)\b|thank you|谢|謝/i
