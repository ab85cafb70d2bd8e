import { conversationById, transcript } from '../../core/conversation/index.ts'
import { errorLine, OtherSystemError, RefusedError } from '../../core/errors.ts'
import type { HandoffPorts } from '../ports.ts'
import { handoffById } from '../queries.ts'
import { holdCall, leaseCalls, markCallDead, markCallSent, putOffCall } from './call-queries.ts'
import type { CallRow } from './call-queries.ts'
import { fallBack } from './fall-back.ts'
import { linkOf, savePlace } from './link-queries.ts'
import type { HandoffTarget, Told } from './target.ts'

export type SendPorts = Pick<HandoffPorts, 'db' | 'clock' | 'log' | 'say' | 'hint' | 'wake' | 'worker' | 'times' | 'countTargetCall'>

// One request takes at most 8 s; the lease is prolonged after each.
const leaseMs = 30_000
const sideBySide = 8
const mostAttempts = 8
// A shopper waits: what has not gone out by then comes back to our own desk.
const patienceMs = 3 * 60_000

/** Sends every call that is due, each handoff's in order, different handoffs side by side. Returns how many were tried. */
export async function sendCalls(ports: SendPorts, target: HandoffTarget): Promise<number> {
  let tried = 0
  for (;;) {
    const lease = { target: target.name, by: ports.worker, ms: leaseMs, now: ports.clock.now(), limit: sideBySide }
    const leased = await leaseCalls(ports.db, lease)
    if (leased.length === 0) return tried
    tried += leased.length
    await Promise.all(leased.map((one) => sendOne(ports, target, one)))
  }
}

async function sendOne(ports: SendPorts, target: HandoffTarget, row: CallRow): Promise<void> {
  const startedAt = performance.now()
  const error = await trySend(ports, target, row)
  const fields = { target: target.name, handoff: row.handoffId, call: row.id, kind: row.kind, attempt: row.attempts, ms: Math.round(performance.now() - startedAt) }
  if (error !== null) return failed(ports, { target, row, error, fields })
  await markCallSent(ports.db, row.id, ports.worker, ports.clock.now())
  ports.countTargetCall(target.name, 'sent')
  ports.log.info(fields, 'the outside desk was told')
}

async function trySend(ports: SendPorts, target: HandoffTarget, row: CallRow): Promise<unknown> {
  try {
    const call = await callOf(ports, row)
    if (call) await target.send(call)
    return null
  } catch (error) {
    // And then instead it is tried again, or comes back to our own desk.
    return error
  }
}

/** Everything a target needs to know, read at the moment of sending; null when there is nothing left to say. */
async function callOf(ports: SendPorts, row: CallRow): Promise<Parameters<HandoffTarget['send']>[0] | null> {
  const [handoff, link] = await Promise.all([handoffById(ports.db, row.handoffId), linkOf(ports.db, row.handoffId)])
  const conversation = handoff && (await conversationById(ports.db, handoff.conversationId))
  const told = conversation && (await toldOf(ports, row, conversation.id))
  if (!handoff || !link || !conversation || !told) return null
  return {
    id: row.id, attempts: row.attempts, told, handoff, conversation, place: link.place,
    async remember(place, placeId) {
      await savePlace(ports.db, handoff.id, place, placeId ?? null)
      if (!(await holdCall(ports.db, row.id, ports.worker, ports.clock.now() + leaseMs))) throw new OtherSystemError('another process has gone on with this call')
    },
  }
}

async function toldOf(ports: SendPorts, { kind, seq, status, reason }: CallRow, conversationId: string): Promise<Told | null> {
  switch (kind) {
    case 'initiate': return { kind }
    case 'status': return { kind, status: status!, reason: reason! }
    case 'message': {
      const [message] = await transcript(ports.db, conversationId, { afterSeq: seq! - 1, limit: 1 })
      return message?.seq === seq ? { kind, message } : null
    }
  }
}

interface Failure {
  target: HandoffTarget
  row: CallRow
  error: unknown
  fields: Record<string, unknown>
}

async function failed(ports: SendPorts, { target, row, error, fields }: Failure): Promise<void> {
  const failure = errorLine(error)
  const now = ports.clock.now()
  const asked = error instanceof OtherSystemError ? error.retryAfterMs : null
  const nextAt = now + Math.max(asked ?? 0, backOffMs(row.attempts))
  const isRefused = error instanceof RefusedError
  if (!isRefused && row.attempts < mostAttempts && nextAt < row.createdAt + patienceMs) {
    await putOffCall(ports.db, row.id, ports.worker, { nextAt, failure })
    ports.countTargetCall(target.name, 'put-off')
    return ports.log.warn({ ...fields, failure, againInMs: nextAt - now }, 'the outside desk did not take a call: it is tried again')
  }
  if (!(await markCallDead(ports.db, row.id, ports.worker, { failure, now }))) return
  ports.countTargetCall(target.name, 'dead')
  ports.log.error({ ...fields, failure }, 'the outside desk cannot be told: a dead call, the failure says what to do; the conversation is with our own desk')
  // The end of a handoff is news only to them: nothing comes back.
  if (row.kind !== 'status') await fallBack(ports, target, row.handoffId, isRefused ? 'refused' : 'unreachable')
}

/** Wait before the next attempt: 1, 2, 4 … 32 s with a quarter of jitter, so that many calls do not come back at once. */
export function backOffMs(attempts: number, random = Math.random()): number {
  return Math.round(1000 * 2 ** Math.min(attempts - 1, 5) * (0.875 + random / 4))
}
