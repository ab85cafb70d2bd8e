import { moveConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { z } from 'zod'
import type { Complete, HandBack } from '../contract.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { carryOn, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { endAssignment, markEnded } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { ownHandoff } from './speak.ts'
import type { SpeakRefusal } from './speak.ts'
import { moveBy } from '../state.ts'
import type { ConversationEvent } from '../state.ts'

/** What is left out of a hand-back or an ending is not done. */
export type Back = Pick<z.output<typeof HandBack>, 'word'> & Partial<z.output<typeof HandBack>>
export type Ending = Pick<z.output<typeof Complete>, 'disposition' | 'note' | 'next'> & Partial<z.output<typeof Complete>>

/** Gives the conversation back to the bot, with a word for whoever reads it next. */
export function handBack(ports: HandoffPorts, conversationId: string, actor: Actor, { word }: Back): Promise<'done' | SpeakRefusal> {
  return end(ports, { conversationId, actor, event: 'hand-back', disposition: 'handed-back', word, replyKey: 'handoff.returned' })
}

/** Ends the agent's part with a disposition: the conversation is closed, or goes back to the bot. */
export function complete(
  ports: HandoffPorts, conversationId: string, actor: Actor, { disposition, note, next }: Ending,
): Promise<'done' | SpeakRefusal> {
  const event = next === 'bot' ? 'return-to-bot' : 'complete'
  return end(ports, { conversationId, actor, event, disposition, word: note, replyKey: next === 'bot' ? 'handoff.returned' : 'handoff.closed' })
}

interface End {
  conversationId: string
  actor: Actor
  event: ConversationEvent
  disposition: string
  word: string
  replyKey: string
}

async function end(ports: HandoffPorts, deed: End): Promise<'done' | SpeakRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    const mine = await ownHandoff(tx, deed.conversationId, deed.actor)
    if ('no' in mine) return mine
    await endOwn(ports, tx, mine, deed)
    return 'done'
  })
  if (answer === 'done') carryOn(ports, deed.conversationId)
  return answer
}

async function endOwn(ports: HandoffPorts, tx: Db, mine: Handoff, { conversationId, actor, event, disposition, word, replyKey }: End): Promise<void> {
  const now = ports.clock.now()
  await moveConversation(tx, conversationId, { ...moveBy(event), agentId: null, now })
  await markEnded(tx, mine.id, { status: 'completed', disposition, now })
  await endAssignment(tx, mine.id, event, now)
  if (word) await ports.say(tx, conversationId, { note: word, agentId: actor.id })
  await ports.say(tx, conversationId, { event: 'handoff.status', data: { state: 'completed', handoffId: mine.id, agentId: actor.id, agent: actor.name, disposition } })
  await ports.say(tx, conversationId, { reply: { key: replyKey, data: { agent: actor.name } }, isNotice: true })
  await insertAudit(tx, { agentId: actor.id, deed: event, conversationId, handoffId: mine.id, detail: { disposition }, now })
  await recordChange(tx, mine, 'completed', now)
}
