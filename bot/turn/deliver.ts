import type { Clock } from '../../core/clock.ts'
import { crashPoint } from '../../core/crash-point.ts'
import type { Database } from '../../core/db/db.ts'
import { errorLine, OtherSystemError, RefusedError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import {
  conversationById, leaseSends, markFailed, releaseSends, transcript, withoutSilenced,
  type Conversation, type LeasedSend, type Message, type SentWords,
} from '../../core/conversation/index.ts'
import type { Channel } from '../channels/channel.ts'
import type { Mark } from './marks.ts'

/** A lease is held for so long; a send must be done in under half of it, so that two processes never send the same words at once. */
export const leaseMs = 10_000

const deadAfterAttempts = 8

export interface DeliverPorts {
  db: Database
  clock: Clock
  log: Log
  /** Names this process in leases. */
  worker: string
  mark: Mark
  channel(name: string): Channel | null
  /** Messages have become visible. */
  news(conversation: Conversation, messages: Message[]): void
  onDeadLetter(conversationId: string, seq: number): void
  /** Where words stand that the desk shows has changed. */
  deskNews(conversationId: string): void
}

/** Sends what is queued for one conversation, in order, until nothing is due. One process sends at a time: the lease on the head keeps others away. */
export async function deliver(ports: DeliverPorts, conversationId: string): Promise<void> {
  for (;;) {
    const held = await leaseSends(ports.db, conversationId, { by: ports.worker, ms: leaseMs, now: ports.clock.now() })
    if (held.length === 0) return
    const conversation = (await conversationById(ports.db, conversationId))!
    // What was on its way when a person took over was not cancelled then; if it has to be sent again, it is now.
    const leased = conversation.agentId === null ? held : await withoutSilenced(ports.db, conversationId, held, ports.worker)
    if (leased.length === 0) continue
    const messages = await transcript(ports.db, conversationId, { afterSeq: leased[0]!.seq - 1, limit: leased.at(-1)!.seq - leased[0]!.seq + 1 })
    const wanted = new Set(leased.map((one) => one.seq))
    const isDone = await sendLeased(ports, conversation, leased, messages.filter((message) => wanted.has(message.seq)))
    if (!isDone) return
  }
}

/** Sends words that this process holds leased, in order. False when one failed: those after it are given back and wait for it. */
export async function sendLeased(ports: DeliverPorts, conversation: Conversation, leased: LeasedSend[], messages: Message[]): Promise<boolean> {
  const startedAt = ports.clock.now()
  const channel = ports.channel(conversation.channel)
  const bySeq = new Map(messages.map((message) => [message.seq, message]))
  const sent: SentWords[] = []
  const flush = async () => {
    if (sent.length === 0) return
    crashPoint('after-send-before-mark')
    const marked = sent.splice(0)
    await ports.mark(marked)
    ports.news(conversation, marked.map(({ seq }) => bySeq.get(seq)!))
    if (marked.some((one) => one.isAtDesk)) ports.deskNews(conversation.id)
  }
  for (const one of leased) {
    const message = bySeq.get(one.seq)!
    const isLeaseShort = ports.clock.now() - startedAt > leaseMs / 2
    if (isLeaseShort || isInnerEvent(message, channel)) {
      if (isLeaseShort) {
        await flush()
        await releaseSends(ports.db, conversation.id, one.seq, ports.worker)
        return true
      }
      sent.push({ conversationId: conversation.id, seq: one.seq, externalId: null })
      continue
    }
    const failure = await trySend(channel, conversation, message)
    if (failure.ok) {
      sent.push({ conversationId: conversation.id, seq: one.seq, externalId: failure.externalId, isAtDesk: message.speaker === 'agent' || conversation.state !== 'bot' })
      continue
    }
    await flush()
    await fail(ports, one, failure)
    await releaseSends(ports.db, conversation.id, one.seq + 1, ports.worker)
    return failure.isFinal
  }
  await flush()
  return true
}

// Handoff events never reach a channel that cannot read them.
function isInnerEvent(message: Message, channel: Channel | null): boolean {
  return message.kind === 'event' && channel !== null && !channel.manners.readsEvents
}

type Attempt = { ok: true; externalId: string | null } | { ok: false; isFinal: boolean; retryAfterMs: number | null; failure: string }

async function trySend(channel: Channel | null, conversation: Conversation, message: Message): Promise<Attempt> {
  if (!channel) return { ok: false, isFinal: true, retryAfterMs: null, failure: `no channel named ${conversation.channel} is open` }
  if (message.isUnreadable) return { ok: false, isFinal: true, retryAfterMs: null, failure: 'what is stored of the words cannot be read' }
  try {
    return { ok: true, externalId: await sendInTime(channel, conversation, message) }
  } catch (error) {
    const retryAfterMs = error instanceof OtherSystemError ? error.retryAfterMs : null
    return { ok: false, isFinal: error instanceof RefusedError, retryAfterMs, failure: errorLine(error) }
  }
}

function sendInTime(channel: Channel, conversation: Conversation, message: Message): Promise<string | null> {
  const timeOut = new AbortController()
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new OtherSystemError(`no answer within ${channel.manners.sendTimeoutMs} ms`))
      timeOut.abort()
    }, channel.manners.sendTimeoutMs)
    void channel.send({ conversation, message }, timeOut.signal).then(resolve, reject).finally(() => { clearTimeout(late) })
  })
}

async function fail(ports: DeliverPorts, one: LeasedSend, failure: Extract<Attempt, { ok: false }>): Promise<void> {
  const isDead = failure.isFinal || one.attempts >= deadAfterAttempts
  const retryAt = isDead ? null : ports.clock.now() + (failure.retryAfterMs ?? backOffMs(one.attempts))
  await markFailed(ports.db, one, ports.worker, { retryAt, failure: failure.failure })
  if (!isDead) return
  ports.log.error({ conversation: one.conversationId, seq: one.seq, failure: failure.failure }, 'a message could not be delivered: it is a dead letter, try again from the desk')
  ports.onDeadLetter(one.conversationId, one.seq)
}

/** Wait before the next attempt: 1, 2, 4 … 64 s with a quarter of jitter. */
export function backOffMs(attempts: number, random = Math.random()): number {
  return Math.round(1000 * 2 ** Math.min(attempts - 1, 6) * (0.875 + random / 4))
}
