import { transcript } from '../../core/conversation/index.ts'
import type { Message } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { HandoffPorts } from '../ports.ts'
import { handoffById } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { insertCalls } from './call-queries.ts'
import type { NewCall } from './call-queries.ts'
import { insertLink, lockLink, markRelayed, moveLink, openLinkOf } from './link-queries.ts'
import type { TargetLink } from './link-queries.ts'
import { outsideOf } from './outside-agents.ts'
import type { HandoffTarget } from './target.ts'

const pageOfMessages = 200

/** Offers a handoff that has just been requested to the outside desk, in the request's transaction. Our own queue keeps it all the while. */
export async function offer(ports: Pick<HandoffPorts, 'clock'>, tx: Db, target: HandoffTarget, handoffId: string): Promise<void> {
  if (!target.isOutside) return
  const now = ports.clock.now()
  const handoff = await handoffById(tx, handoffId)
  if (handoff?.status !== 'waiting') return
  const said = await transcript(tx, handoff.conversationId, { beforeSeq: 2147483647, limit: 1 })
  const link = { handoffId, conversationId: handoff.conversationId, target: target.name, relayedSeq: said[0]?.seq ?? 0, offeredAt: now, answerBy: now + target.acceptWithinMs }
  if (await insertLink(tx, link)) await insertCalls(tx, link, [{ kind: 'initiate' }], now)
}

/** Queues for the outside desk what has been said in a conversation since it was last told, and what has become of it here. True when there was anything. */
export async function relay(ports: Pick<HandoffPorts, 'db' | 'clock'>, conversationId: string): Promise<boolean> {
  const open = await openLinkOf(ports.db, conversationId)
  if (!open) return false
  const messages = untilEnd(await transcript(ports.db, conversationId, { afterSeq: open.relayedSeq, limit: pageOfMessages }), open.handoffId)
  const outside = await outsideSpeakers(ports.db, messages)
  const handoff = (await handoffById(ports.db, open.handoffId))!
  const end = await endOf(ports.db, open, handoff)
  if (messages.length === 0 && !end) return false
  return ports.db.transaction(async (tx) => {
    const link = await lockLink(tx, open.handoffId)
    // Somebody else was faster, or it has ended meanwhile: the next look decides anew.
    if (link?.state !== open.state || link.relayedSeq !== open.relayedSeq) return false
    const now = ports.clock.now()
    const told = messages.filter((message) => isTold(message, outside)).map(({ seq }): NewCall => ({ kind: 'message', seq }))
    await insertCalls(tx, link, end?.call ? [...told, end.call] : told, now)
    if (messages.length > 0) await markRelayed(tx, link.handoffId, messages.at(-1)!.seq)
    if (end) await moveLink(tx, link.handoffId, { from: [link.state], to: 'ended', now })
    return true
  })
}

/** What has become of the handoff when it is no longer theirs to take or to keep, with what they must hear of it; null while it is theirs. */
async function endOf(db: Db, link: TargetLink, handoff: Handoff): Promise<{ call: NewCall | null } | null> {
  const isTheirs = handoff.agent !== null && (await outsideOf(db, handoff.agent.id)) === link.target
  switch (handoff.status) {
    case 'waiting': return link.state === 'accepted' ? { call: { kind: 'status', status: 'failed', reason: 'back-in-queue' } } : null
    case 'accepted': return isTheirs ? null : { call: { kind: 'status', status: 'completed', reason: 'taken-by-desk' } }
    // What they have finished themselves is no news to them.
    case 'completed': return { call: isTheirs ? null : { kind: 'status', status: 'completed', reason: handoff.disposition ?? 'completed' } }
    case 'cancelled': return { call: { kind: 'status', status: 'completed', reason: handoff.disposition ?? 'cancelled' } }
    case 'failed': return { call: { kind: 'status', status: 'failed', reason: handoff.disposition ?? 'failed' } }
  }
}

// What follows a handoff's end is said between the shopper and the bot, or whoever is next; the end may be read here before its deed has ended the link.
function untilEnd(messages: Message[], handoffId: string): Message[] {
  const end = messages.findIndex(({ event }) => {
    const { handoffId: of, state } = (event?.data ?? {}) as { handoffId?: string; state?: string }
    return event?.name === 'handoff.status' && of === handoffId && state !== 'accepted'
  })
  return end === -1 ? messages : messages.slice(0, end)
}

async function outsideSpeakers(db: Db, messages: Message[]): Promise<Set<string>> {
  const ids = [...new Set(messages.flatMap((message) => message.agentId ?? []))]
  const found = await Promise.all(ids.map(async (id) => ((await outsideOf(db, id)) === null ? [] : [id])))
  return new Set(found.flat())
}

// Their own words come back to nobody; what the bot says about waiting and handing over is no news at the desk it hands over to.
function isTold({ kind, speaker, agentId, replyKey, delivery }: Message, outside: Set<string>): boolean {
  if (kind !== 'text' || delivery === 'cancelled') return false
  if (speaker === 'shopper') return true
  if (speaker === 'bot') return !replyKey?.startsWith('handoff.')
  return speaker === 'agent' && agentId !== null && !outside.has(agentId)
}
