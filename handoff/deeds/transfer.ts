import { moveConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { isPresent, lockAgent } from '../people/agent-queries.ts'
import { announce } from './claim.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { carryOn, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { allQueues, beginAssignment, countOpenAssignments, endAssignment, markAccepted, markReassigned, markWaiting } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import type { QueueRow } from '../queue/choose-queue.ts'
import { tellPlace } from '../queue/request.ts'
import { resumeClocks, startOnReturn } from '../sla/clocks.ts'
import { beginWaiting } from '../queue/waiting.ts'
import { ownHandoff } from './speak.ts'
import type { NotPossible, SpeakRefusal } from './speak.ts'
import { moveBy } from '../state.ts'

export type TransferRefusal =
  | SpeakRefusal
  /** No such queue in the team, or the colleague is unknown or not there. */
  | { no: 'no-such-target' }
  | { no: 'agent-full'; capacity: number }

/** Puts the conversation into a queue again (named, or the one of a skill in the shopper's language), at its first waiting time, with a note for who takes it. */
export async function transferToQueue(
  ports: HandoffPorts, conversationId: string, actor: Actor, { note, ...to }: QueueTarget & { note: string },
): Promise<'done' | TransferRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    const mine = await ownHandoff(tx, conversationId, actor)
    if ('no' in mine) return mine
    const queue = await queueOf(tx, to, mine)
    if (!queue) return { no: 'no-such-target' } as const
    return requeue(ports, tx, { handoff: mine, actor, queue, note, deed: 'transfer' })
  })
  if (answer === 'done') carryOn(ports, conversationId)
  return answer
}

interface Requeue {
  handoff: Handoff
  actor: Actor
  queue: QueueRow
  note: string
  deed: 'transfer' | 'reassign'
}

/** In hand, put off or waiting elsewhere → waiting in this queue. The conversation is locked by the caller. */
export async function requeue(ports: HandoffPorts, tx: Db, { handoff, actor, queue, note, deed }: Requeue): Promise<'done' | NotPossible> {
  const now = ports.clock.now()
  const { conversationId } = handoff
  if (!(await moveConversation(tx, conversationId, { ...moveBy('transfer'), agentId: null, now }))) return { no: 'not-possible', why: 'state' }
  await markWaiting(tx, handoff.id, { queueId: queue.id, isReturned: false, toldVanishedAt: null })
  await beginWaiting(tx, handoff.id, now)
  await endAssignment(tx, handoff.id, 'transfer', now)
  await startOnReturn(ports, tx, { ...handoff, queueId: queue.id })
  if (note) await ports.say(tx, conversationId, { note, agentId: actor.id })
  await tellPlace(ports, tx, conversationId)
  await insertAudit(tx, { agentId: actor.id, deed, conversationId, handoffId: handoff.id, detail: { queueId: queue.id }, now })
  await recordChange(tx, handoff, 'transferred', now)
  return 'done'
}

/** A queue by its name, or by what its people can do. */
export type QueueTarget = { queueId: string } | { skill: string }

/** The team's queue that is meant, or null; of a skill the one in the shopper's language, else the one that takes every language. */
export async function queueOf(tx: Db, to: QueueTarget, { team, language }: Pick<Handoff, 'team' | 'language'>): Promise<QueueRow | null> {
  const queues = (await allQueues(tx)).filter((one) => one.team === team)
  if ('queueId' in to) return queues.find((one) => one.id === to.queueId) ?? null
  const able = queues.filter((one) => one.skill === to.skill)
  return able.find((one) => one.language === language) ?? able.find((one) => one.language === 'any') ?? able[0] ?? null
}

/** Gives the conversation to a colleague who is there and has room. */
export async function transferToAgent(
  ports: HandoffPorts, conversationId: string, actor: Actor, { agentId, note }: { agentId: string; note: string },
): Promise<'done' | TransferRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    // Agent before conversation, as everywhere: no two deeds wait for one another.
    const target = await lockAgent(tx, agentId)
    const mine = await ownHandoff(tx, conversationId, actor)
    if ('no' in mine) return mine
    const isThere = target?.team === actor.team && target.id !== actor.id && (await isPresent(tx, agentId, ports.clock.now()))
    if (!target || !isThere) return { no: 'no-such-target' } as const
    if ((await countOpenAssignments(tx, agentId)) >= target.capacity) return { no: 'agent-full', capacity: target.capacity } as const
    return assign(ports, tx, { handoff: mine, actor, target, note, deed: 'transfer' })
  })
  if (answer === 'done') carryOn(ports, conversationId)
  return answer
}

interface Assign {
  handoff: Handoff
  /** Who decides. */
  actor: Actor
  /** Who is in charge from now on. */
  target: Actor
  note: string
  deed: 'transfer' | 'reassign'
}

/** In hand of somebody else, put off or waiting → in the hand of `target`, who has room. Agent and conversation are locked by the caller. */
export async function assign(ports: HandoffPorts, tx: Db, { handoff, actor, target, note, deed }: Assign): Promise<'done' | NotPossible> {
  const { conversationId } = handoff
  const now = ports.clock.now()
  if (!(await moveConversation(tx, conversationId, { ...moveBy('assign'), agentId: target.id, now }))) return { no: 'not-possible', why: 'state' }
  if (handoff.status === 'waiting') await markAccepted(tx, handoff.id, target.id, now)
  else await markReassigned(tx, handoff.id, { from: handoff.agent!.id, to: target.id, now })
  await endAssignment(tx, handoff.id, 'transfer', now)
  await beginAssignment(tx, { handoffId: handoff.id, agentId: target.id, by: deed === 'transfer' ? 'transfer' : 'assign', now })
  // It may have been put off.
  await resumeClocks(ports, tx, handoff)
  if (note) await ports.say(tx, conversationId, { note, agentId: actor.id })
  await insertAudit(tx, { agentId: actor.id, deed, conversationId, handoffId: handoff.id, detail: { agentId: target.id }, now })
  await announce(ports, tx, { handoff, actor: target, event: 'assign' })
  return 'done'
}
