import { lockConversation, moveConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { z } from 'zod'
import type { Close, Complete, HandBack, NextStep } from '../contract.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { carryOn, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { endAssignment, handoffById, markEnded } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { moveBy } from '../state.ts'
import type { ConversationEvent } from '../state.ts'
import { cancelTimers } from '../timers/timers.ts'
import type { TimerHandler } from '../timers/timers.ts'
import { agentById } from '../people/agent-queries.ts'
import type { Guarded } from '../guard/pass-guard.ts'
import { guardFollowUp, planFollowUp, wrongFollowUp } from '../wrap-up/follow-up.ts'
import { fillIn } from '../wrap-up/fill-in.ts'
import { askSurvey, willSurvey } from '../wrap-up/survey.ts'
import { insertWrapUp } from '../wrap-up/wrap-up-queries.ts'
import { visibleHandoff } from './claim.ts'
import { deleteDraft } from './draft-queries.ts'
import { endCompany } from './life-queries.ts'
import { ownHandoff } from './speak.ts'
import type { NotPossible, SpeakRefusal } from './speak.ts'

/** What is left out of a hand-back or an ending is not done. */
export type Back = Pick<z.output<typeof HandBack>, 'word'> & Partial<z.output<typeof HandBack>>
export type Ending = Pick<z.output<typeof Complete>, 'disposition' | 'note' | 'next'> & Partial<z.output<typeof Complete>>

/** Gives the conversation back to the bot, with a word for whoever reads it next, and with what the bot goes on with. */
export async function handBack(ports: HandoffPorts, conversationId: string, actor: Actor, { word, nextStep = 'be-there' }: Back): Promise<'done' | SpeakRefusal> {
  const replyKey = nextStep === 'be-there' ? 'handoff.returned' : 'handoff.returned-to-go-on'
  const answer = await ports.db.transaction(async (tx) => {
    const mine = await ownHandoff(tx, conversationId, actor)
    return 'no' in mine ? mine : endTalk(ports, tx, { handoff: mine, by: actor, event: 'hand-back', disposition: 'handed-back', word, replyKey, nextStep })
  })
  if (answer === 'done') after(ports, conversationId)
  return answer
}

/** Ends the agent's part with a disposition: the conversation is closed, or goes back to the bot. The wrap-up is kept, a follow-up planned, the survey asked. */
export async function complete(ports: HandoffPorts, conversationId: string, actor: Actor, ending: Ending): Promise<'done' | SpeakRefusal | Guarded> {
  const wrong = wrongFollowUp(ending.followUp, ports.clock.now())
  if (wrong) return wrong
  const answer = await ports.db.transaction(async (tx) => {
    const mine = await ownHandoff(tx, conversationId, actor)
    if ('no' in mine) return mine
    const guarded = ending.followUp ? await guardFollowUp(ports, tx, { handoff: mine, actor, text: ending.followUp.text }) : null
    return guarded ?? completeAs(ports, tx, { handoff: mine, by: actor, ...ending })
  })
  if (answer === 'done') after(ports, conversationId)
  return answer
}

/** Nobody wrote the wrap-up in time: it is filled in as it stands, and the agent has room again. */
export const completeAtItsTime: TimerHandler = async (ports, tx, timer, now) => {
  const before = await handoffById(tx, timer.ref)
  if (!before) return
  await lockConversation(tx, before.conversationId)
  const handoff = await handoffById(tx, timer.ref)
  if (handoff?.status !== 'accepted' || handoff.wrapUpUntil === null || handoff.wrapUpUntil > now) return
  const language = (await agentById(tx, handoff.agent!.id))?.languages[0] ?? 'en'
  const { summary, suggestedClass } = await fillIn(ports, tx, handoff, language)
  const answer = await completeAs(ports, tx, { handoff, by: null, disposition: 'not-stated', note: '', next: 'closed', summary, complaintClass: suggestedClass, survey: true })
  if (answer === 'done') return () => { after(ports, handoff.conversationId) }
}

/** Closes a conversation that waits or that the bot has, without anybody taking it: spam, or answered elsewhere. */
export async function close(ports: HandoffPorts, conversationId: string, actor: Actor, { disposition, note }: z.output<typeof Close>): Promise<'done' | SpeakRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' } as const
    if (handoff.status === 'accepted') return { no: 'not-yours', by: handoff.agent } as const
    return endTalk(ports, tx, { handoff, by: actor, event: 'close', disposition, word: note, replyKey: disposition === 'spam' ? null : 'handoff.closed' })
  })
  if (answer === 'done') after(ports, conversationId)
  return answer
}

function after(ports: HandoffPorts, conversationId: string): void {
  carryOn(ports, conversationId)
  ports.bot.start(conversationId)
}

interface Completion extends Omit<Ending, 'disposition'> {
  handoff: Handoff
  /** Null: the time did it. */
  by: Actor | null
  disposition: string
}

async function completeAs(ports: HandoffPorts, tx: Db, { handoff, by, disposition, note, next, ...wrap }: Completion): Promise<'done' | NotPossible> {
  const now = ports.clock.now()
  const { summary = '', complaintClass = null, followUp, survey } = wrap
  const isSurveyed = survey === true && await willSurvey(ports, tx, handoff, disposition)
  // One question at a time: how it was can only be asked now, and whether there is more the shopper says without being asked.
  const returned = isSurveyed ? 'handoff.returned-for-score' : 'handoff.returned'
  const end: Pick<End, 'event' | 'replyKey'> = next === 'bot' ? { event: 'return-to-bot', replyKey: returned } : { event: 'complete', replyKey: 'handoff.closed' }
  const answer = await endTalk(ports, tx, { handoff, by, disposition, word: note, ...end })
  if (answer !== 'done') return answer
  await insertWrapUp(tx, { handoffId: handoff.id, conversationId: handoff.conversationId, agentId: by?.id ?? null, disposition, complaintClass, summary, now })
  if (followUp && by) await planFollowUp(ports, tx, { handoff, actor: by, followUp })
  if (isSurveyed) await askSurvey(ports, tx, handoff)
  return 'done'
}

interface End {
  handoff: Handoff
  /** Null: the time did it, for the agent in charge. */
  by: Actor | null
  event: ConversationEvent
  disposition: string
  word: string
  /** What the shopper hears; null: nothing. */
  replyKey: string | null
  nextStep?: NextStep
}

/** The person's part is over, in one transaction with everything that goes with it. The conversation is locked by the caller. */
async function endTalk(ports: HandoffPorts, tx: Db, { handoff, by, event, disposition, word, replyKey, nextStep = 'be-there' }: End): Promise<'done' | NotPossible> {
  const now = ports.clock.now()
  const { id, conversationId } = handoff
  const agent = by ?? handoff.agent
  if (!(await moveConversation(tx, conversationId, { ...moveBy(event), agentId: null, now }))) return { no: 'not-possible', why: 'state' }
  await markEnded(tx, id, { status: 'completed', disposition, now })
  await endAssignment(tx, id, event, now)
  await endCompany(tx, id, now)
  await cancelTimers(tx, { kind: 'snooze-wake', ref: id })
  await cancelTimers(tx, { kind: 'wrap-up-end', ref: id })
  if (by) await deleteDraft(tx, by.id, conversationId)
  if (word) await ports.say(tx, conversationId, { note: word, agentId: by?.id ?? null })
  await ports.say(tx, conversationId, { event: 'handoff.status', data: { state: 'completed', handoffId: id, agentId: agent?.id, agent: agent?.name, disposition } })
  // What the bot had asked before the person came is answered by them.
  await ports.bot.goOn(tx, conversationId, nextStep)
  const isTakenUp = replyKey === 'handoff.returned' && await ports.bot.takeUp(tx, conversationId)
  if (replyKey) await ports.say(tx, conversationId, { reply: { key: isTakenUp ? 'handoff.returned-to-answer' : replyKey, data: { agent: agent?.name ?? null } }, isNotice: true })
  await insertAudit(tx, { agentId: by?.id ?? null, deed: event, conversationId, handoffId: id, detail: { disposition }, now })
  await recordChange(tx, handoff, 'completed', now)
  return 'done'
}
