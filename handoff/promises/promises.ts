import { lockConversation } from '../../core/conversation/index.ts'
import type { GuardPromise } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import type { PromiseKind, PromiseLine } from '../contract.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import type { NotPossible } from '../deeds/speak.ts'
import { insertAudit, markLeftMessageDone } from '../feed/feed-queries.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import type { Handoff } from '../queries.ts'
import { cancelTimers, setTimer } from '../timers/timers.ts'
import { endPromise, insertPromise, lineOf, lockPromise, movePromise } from './promise-queries.ts'
import type { PromiseRow } from './promise-queries.ts'

const farthestMs = 366 * 24 * 3_600_000

export type PromiseRefusal = { no: 'not-found' } | NotPossible

/** Writes down, once per `key`, what was promised; every agent of the team may. It is chased before it breaks. */
export async function makePromise(
  ports: HandoffPorts, conversationId: string, actor: Actor, made: { kind: PromiseKind; text: string; dueAt: number; key: string },
): Promise<'done' | PromiseRefusal> {
  const now = ports.clock.now()
  const wrong = wrongTime(made.dueAt, now)
  if (wrong) return wrong
  const answer = await ports.db.transaction(async (tx) => {
    await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' } as const
    const isFirst = await insertAudit(tx, { agentId: actor.id, deed: 'promise', conversationId, handoffId: handoff.id, detail: { dueAt: made.dueAt }, key: made.key, now })
    if (isFirst) await keep(ports, tx, { handoff, agentId: actor.id, ...made })
    return 'done'
  })
  if (answer === 'done') hintConsoles(ports, conversationId)
  return answer
}

/** Writes down the promises that were found in words an agent sends, in the transaction that says them. */
export async function keepPromises(ports: HandoffPorts, tx: Db, { handoff, actor, found }: { handoff: Handoff; actor: Pick<Actor, 'id'>; found: GuardPromise[] }): Promise<void> {
  const now = ports.clock.now()
  for (const { text, dueAt } of found) {
    const due = dueAt === undefined || wrongTime(dueAt, now) ? now + ports.policy.promiseMs : dueAt
    await keep(ports, tx, { handoff, agentId: actor.id, kind: kindOf(text), text, dueAt: due })
  }
}

async function keep(ports: HandoffPorts, tx: Db, one: { handoff: Handoff; agentId: string; kind: PromiseKind; text: string; dueAt: number }): Promise<void> {
  const now = ports.clock.now()
  const { handoff, agentId, kind, text, dueAt } = one
  const id = newId(now)
  await insertPromise(tx, { id, handoffId: handoff.id, conversationId: handoff.conversationId, team: handoff.team, agentId, kind, text, dueAt, shopperName: handoff.shopperName, now })
  await setChase(ports, tx, { id, dueAt, now })
  await recordChange(tx, handoff, 'promised', now)
}

/** A reminder before the time, and a look when it has passed. */
async function setChase(ports: Pick<HandoffPorts, 'policy'>, tx: Db, { id, dueAt, now }: { id: string; dueAt: number; now: number }): Promise<void> {
  await setTimer(tx, { kind: 'promise-warn', ref: id, at: Math.max(dueAt - ports.policy.promiseWarnMs, now + (dueAt - now) / 2) })
  await setTimer(tx, { kind: 'promise-due', ref: id, at: dueAt })
}

/** What was promised has been done. */
export function keepPromise(ports: HandoffPorts, id: string, actor: Actor): Promise<{ promise: PromiseLine } | PromiseRefusal> {
  return change(ports, { id, actor, deed: 'promise-kept' }, end)
}

/** Its task was ticked off: whoever did so says that it is done. Nothing where no promise has this id, or it has ended. */
export async function keepPromiseOfTask(tx: Db, id: string, actor: Actor, now: number): Promise<void> {
  const promise = await lockPromise(tx, id, actor.team)
  if (promise?.state !== 'open' && promise?.state !== 'broken') return
  const { conversationId, handoffId } = promise
  await end(tx, promise, now)
  await insertAudit(tx, { agentId: actor.id, deed: 'promise-kept', conversationId, handoffId, detail: { promiseId: id }, now })
}

async function end(tx: Db, { id, state }: PromiseRow, now: number): Promise<void> {
  await endPromise(tx, id, state === 'broken' ? 'kept-late' : 'kept', now)
  await cancelTimers(tx, { ref: id })
}

/** Gives a promise another time: the shopper has agreed to it. */
export async function putOffPromise(ports: HandoffPorts, id: string, actor: Actor, { dueAt, why }: { dueAt: number; why: string }): Promise<{ promise: PromiseLine } | PromiseRefusal> {
  const wrong = wrongTime(dueAt, ports.clock.now())
  return wrong ?? change(ports, { id, actor, deed: 'promise-moved', why }, async (tx, _promise, now) => {
    await movePromise(tx, id, dueAt)
    await setChase(ports, tx, { id, dueAt, now })
  })
}

/** The promise falls away, for a reason that is kept as a note. */
export function dropPromise(ports: HandoffPorts, id: string, actor: Actor, { why }: { why: string }): Promise<{ promise: PromiseLine } | PromiseRefusal> {
  return change(ports, { id, actor, deed: 'promise-dropped', why }, async (tx, _promise, now) => {
    await endPromise(tx, id, 'dropped', now)
    await cancelTimers(tx, { ref: id })
  })
}

interface Change {
  id: string
  actor: Actor
  deed: 'promise-kept' | 'promise-moved' | 'promise-dropped'
  why?: string
}

async function change(
  ports: HandoffPorts, { id, actor, deed, why }: Change, run: (tx: Db, promise: PromiseRow, now: number) => Promise<void>,
): Promise<{ promise: PromiseLine } | PromiseRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    const promise = await lockPromise(tx, id, actor.team)
    if (!promise) return { no: 'not-found' } as const
    if (promise.state !== 'open' && promise.state !== 'broken') return { no: 'not-possible', why: 'ended' } as const
    const now = ports.clock.now()
    const { conversationId, handoffId, team } = promise
    await run(tx, promise, now)
    // Its task has nothing more to ask for: what was moved is chased anew.
    await markLeftMessageDone(tx, id, actor, now)
    if (why) await ports.say(tx, conversationId, { note: why, agentId: actor.id })
    await insertAudit(tx, { agentId: actor.id, deed, conversationId, handoffId, detail: { promiseId: id }, now })
    await recordChange(tx, { team, conversationId }, deed, now)
    return { promise: lineOf((await lockPromise(tx, id, team))!) }
  })
  if (!('no' in answer)) hintConsoles(ports, answer.promise.conversationId)
  return answer
}

function wrongTime(at: number, now: number): NotPossible | null {
  if (at <= now) return { no: 'not-possible', why: 'in-the-past' }
  return at > now + farthestMs ? { no: 'not-possible', why: 'too-far' } : null
}

const kinds: [PromiseKind, RegExp][] = [
  ['refund', /refund|money back|reimburs|退款|退钱|退还/i],
  ['call-back', /\bcall (?:you|back)|phone you|ring you|打电话|回电|致电/i],
  ['replacement', /replace|exchange|send (?:you )?(?:a )?new|换货|换新|补发|更换/i],
  ['delivery', /deliver|ship|arriv|dispatch|发货|送达|到货|寄出|派送|到达/i],
  ['compensation', /compensat|voucher|discount|credit|赔偿|补偿|优惠券|代金券/i],
  ['reply', /get back to you|let you know|reply|answer|e-?mail you|write to you|回复|答复|联系您|告诉您|通知您/i],
]

/** What kind of promise a sentence makes: the first that fits. */
export function kindOf(text: string): PromiseKind {
  return kinds.find(([, words]) => words.test(text))?.[0] ?? 'other'
}
