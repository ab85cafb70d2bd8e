import type { Clock } from '../../core/clock.ts'
import type { Db } from '../../core/db/db.ts'
import { conversationById, emptyDialogState, lastShopperMessageAt, promptTurn, saveDialog, transcript, type DialogState } from '../../core/conversation/index.ts'
import { askFollowUp, askSurvey, leaveMessage, withoutDeskQuestion } from '../../dialogs/index.ts'
import type { BotSide, DeskQuestion, NextStep } from '../../handoff/index.ts'
import type { Channel } from '../channels/channel.ts'
import type { Mouth } from './say.ts'
import { saidContact } from './shopper-contact.ts'
import { whatWasAdded, whatWasLeftOpen } from './what-was-said.ts'

interface BotSidePorts {
  clock: Clock
  mouth: Mouth
  channel(name: string): Channel | null
  start(conversationId: string): void
}

/** With which intent the bot goes on when a person hands back; `be-there` names none. */
const intentOf: Record<Exclude<NextStep, 'be-there'>, string> = {
  return: 'returns.start', parcel: 'shipping.track', order: 'order.status', payment: 'payment.failed', product: 'product.recommend',
}

/** What the desk may want of the bot when a person lets go of a conversation. */
export function botSide({ clock, mouth, channel, start }: BotSidePorts): BotSide {
  return {
    async goOn(tx, conversationId, nextStep) {
      const state = (await conversationById(tx, conversationId))?.dialog
      if (state) await saveDialog(tx, conversationId, withoutDeskQuestion(state))
      if (nextStep === 'be-there') return
      await promptTurn(tx, { conversationId, intent: intentOf[nextStep], event: { name: 'talk.next-step', data: { nextStep } } }, clock.now())
    },
    async takeUp(tx, conversationId) {
      const lastSeq = (await conversationById(tx, conversationId))?.lastSeq ?? 0
      const words = whatWasLeftOpen(await transcript(tx, conversationId, { beforeSeq: lastSeq + 1, limit: 20 }))
      if (words !== null) await promptTurn(tx, { conversationId, words, event: { name: 'talk.taken-up' } }, clock.now())
      return words !== null
    },
    async ask(tx, conversationId, question) {
      const state = (await conversationById(tx, conversationId))?.dialog ?? emptyDialogState()
      if (question.about === 'message') return saveDialog(tx, conversationId, leaveMessage(state, { topic: question.topic, said: question.said, now: clock.now() }))
      const asked = askedOf(state, question, clock.now())
      await saveDialog(tx, conversationId, asked.state)
      await mouth.say(tx, conversationId, { reply: asked.question, isNotice: true })
    },
    async told(tx, { conversationId, afterSeq, card }) {
      const since = (await transcript(tx, conversationId, { afterSeq, limit: 200 })).filter(({ speaker }) => speaker === 'shopper')
      const said = [card.said ?? null, whatWasAdded(since)].filter((part) => part !== null).join('\n')
      return { said: said === '' ? null : said, contact: saidContact((await conversationById(tx, conversationId))?.dialog ?? null) ?? card.contact ?? null }
    },
    canWrite: (tx, conversationId) => canWrite({ clock, channel }, tx, conversationId),
    start,
  }
}

function askedOf(state: DialogState, question: Exclude<DeskQuestion, { about: 'message' }>, now: number): ReturnType<typeof askSurvey> {
  return question.about === 'survey' ? askSurvey(state, { handoffId: question.handoffId, now }) : askFollowUp(state, question)
}

async function canWrite({ clock, channel }: Pick<BotSidePorts, 'clock' | 'channel'>, db: Db, conversationId: string): Promise<boolean> {
  const conversation = await conversationById(db, conversationId)
  const manners = conversation && channel(conversation.channel)?.manners
  if (!manners) return false
  if (manners.freeTextWindowMs === null) return true
  const last = await lastShopperMessageAt(db, conversationId)
  return last !== null && clock.now() - last < manners.freeTextWindowMs
}
