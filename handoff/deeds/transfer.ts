import { moveConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { isPresent, lockAgent } from '../people/agent-queries.ts'
import { announce } from './claim.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { carryOn, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { allQueues, beginAssignment, countOpenAssignments, endAssignment, markReassigned, markWaiting } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import type { QueueRow } from '../queue/choose-queue.ts'
import { tellPlace } from '../queue/request.ts'
import { ownHandoff } from './speak.ts'
import type { SpeakRefusal } from './speak.ts'
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
    const now = ports.clock.now()
    await moveConversation(tx, conversationId, { ...moveBy('transfer'), agentId: null, now })
    await markWaiting(tx, mine.id, { queueId: queue.id, isReturned: false, toldVanishedAt: null })
    await endAssignment(tx, mine.id, 'transfer', now)
    if (note) await ports.say(tx, conversationId, { note, agentId: actor.id })
    await tellPlace(ports, tx, conversationId)
    await insertAudit(tx, { agentId: actor.id, deed: 'transfer', conversationId, handoffId: mine.id, detail: { queueId: queue.id }, now })
    await recordChange(tx, mine, 'transferred', now)
    return 'done'
  })
  if (answer === 'done') carryOn(ports, conversationId)
  return answer
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
    await assign(ports, tx, { mine, actor, target, note })
    return 'done'
  })
  if (answer === 'done') carryOn(ports, conversationId)
  return answer
}

async function assign(ports: HandoffPorts, tx: Db, { mine, actor, target, note }: { mine: Handoff; actor: Actor; target: Actor; note: string }): Promise<void> {
  const { conversationId } = mine
  const now = ports.clock.now()
  await moveConversation(tx, conversationId, { ...moveBy('assign'), agentId: target.id, now })
  await markReassigned(tx, mine.id, { from: actor.id, to: target.id, now })
  await endAssignment(tx, mine.id, 'transfer', now)
  await beginAssignment(tx, { handoffId: mine.id, agentId: target.id, by: 'transfer', now })
  if (note) await ports.say(tx, conversationId, { note, agentId: actor.id })
  await insertAudit(tx, { agentId: actor.id, deed: 'transfer', conversationId, handoffId: mine.id, detail: { agentId: target.id }, now })
  await announce(ports, tx, { handoff: mine, actor: target, event: 'assign' })
}
