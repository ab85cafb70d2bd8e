import type { ShopReads } from '../commerce/index.ts'
import type { DialogInput, DialogOutput } from '../core/conversation/dialog-words.ts'
import type { Language } from '../core/conversation/words.ts'
import { complaint } from './complaint.ts'
import { faq } from './faq.ts'
import { handoff } from './handoff.ts'
import { order } from './order.ts'
import { payment } from './payment.ts'
import { product } from './product.ts'
import { REPLY_KEYS } from './reply-keys.ts'
import { returns } from './returns.ts'
import { defaultDialogPolicy, type DialogPolicy } from './runner/policy.ts'
import type { Room } from './runner/room.ts'
import { take } from './runner/take.ts'
import { shipping } from './shipping.ts'
import { smallTalk } from './small-talk.ts'

export { withoutStory } from './complaint.ts'
export { isLeavingMessage, leaveMessage, leftWith, offerMessage, passedOn, withoutOldMessage } from './handoff/message.ts'
export { isStory } from './runner/story.ts'
export { withEntities } from './runner/learn.ts'
export { askFollowUp, askSurvey, withoutDeskQuestion } from './handoff/after.ts'

export interface Dialogs {
  /** Takes one message and says what comes of it. Only reads: safe to run twice. */
  take(input: DialogInput): Promise<DialogOutput>
  /** Names of the topics, as their folders of plays and pages of words are called. */
  topics: string[]
  /** Intents that a dialog answers. */
  intents: string[]
  /** Every key that may be said; words must be there for each in every language. */
  replyKeys: readonly string[]
}

export interface DialogsOptions {
  shop: ShopReads
  policy?: Partial<DialogPolicy>
  /** Tells whether writers answered an intent that has no dialog; without it such an intent is not understood. */
  hasReply?: (key: string, language: Language) => boolean
}

/** Opens the dialogs on a shop. */
export function openDialogs({ shop, policy, hasReply }: DialogsOptions): Dialogs {
  const all = [product, payment, shipping, order, returns, complaint, handoff, faq, smallTalk]
  const room: Room = { shop, policy: { ...defaultDialogPolicy, ...policy }, topics: new Map(all.map(one => [one.name, one])), hasReply: hasReply ?? (() => false) }
  return {
    take: input => take(room, input),
    topics: all.map(({ name }) => name),
    intents: all.flatMap(({ intents }) => Object.keys(intents)),
    replyKeys: REPLY_KEYS,
  }
}
