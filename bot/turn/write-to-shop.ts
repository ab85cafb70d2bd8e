import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../core/clock.ts'
import { crashPoint } from '../../core/crash-point.ts'
import type { Database, Db } from '../../core/db/db.ts'
import { errorLine, OtherSystemError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { endOutcome, leaseOutcomes, lockConversation, putOffOutcome, type StoredOutcome } from '../../core/conversation/index.ts'
import type { ApplyResult, Commerce } from '../../commerce/index.ts'
import type { Handoff } from '../../handoff/index.ts'
import { backOffMs, leaseMs } from './deliver.ts'
import { requestPerson } from './request-person.ts'
import type { Mouth } from './say.ts'

export interface ShopWritePorts {
  db: Database
  clock: Clock
  log: Log
  worker: string
  shop: Pick<Commerce, 'apply'>
  mouth: Mouth
  handoff: Pick<Handoff, 'putOnCard' | 'request' | 'leaveMessage'>
  carryOn(conversationId: string): void
}

/** The shop has so long to answer: under half the lease. */
const shopTimeoutMs = 4_500
const unreachableAttempts = 5

/** Carries out the writes that turns have decided, of one conversation or of all: each is handed to the shop with its key, and the shopper is told what came of it. */
export async function writeToShop(ports: ShopWritePorts, conversationId?: string): Promise<void> {
  const lease = { by: ports.worker, ms: leaseMs, now: ports.clock.now(), ...(conversationId ? { conversationId } : {}) }
  // One at a time: a lease that covers several would run out before the last.
  for (;;) {
    const [outcome] = await leaseOutcomes(ports.db, { ...lease, now: ports.clock.now(), limit: 1 })
    if (!outcome) return
    await carryOutWrite(ports, outcome)
    ports.carryOn(outcome.conversationId)
  }
}

/** Writes that are taken up at once, in the background; what fails is found again by the job. */
export function openShopWrites(ports: () => ShopWritePorts) {
  const running = new Set<Promise<void>>()
  return {
    soon(conversationId: string): void {
      const write = writeToShop(ports(), conversationId)
        .catch((error: unknown) => { ports().log.warn({ why: errorLine(error) }, 'a write to the shop is taken up again in a moment') })
        .finally(() => running.delete(write))
      running.add(write)
    },
    /** Resolves when nothing is being written from here. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

async function carryOutWrite(ports: ShopWritePorts, outcome: StoredOutcome): Promise<void> {
  const result = await askShop(ports, outcome)
  if (result === 'unreachable' && outcome.attempts < unreachableAttempts) {
    return putOffOutcome(ports.db, outcome.conversationId, outcome.key, ports.clock.now() + backOffMs(outcome.attempts))
  }
  const end: ApplyResult = result === 'unreachable' ? { outcome: 'unclear' } : result
  await ports.db.transaction((tx) => tellShopper(ports, tx, outcome, end))
}

async function askShop(ports: ShopWritePorts, outcome: StoredOutcome): Promise<ApplyResult | 'unreachable'> {
  crashPoint('before-shop-write')
  const late = new AbortController()
  try {
    const answer = await Promise.race([
      ports.shop.apply(outcome.pending.write, outcome.key),
      delay(shopTimeoutMs, { outcome: 'unclear' } as const, { signal: late.signal }),
    ])
    crashPoint('after-shop-write')
    return answer
  } catch (error) {
    ports.log.warn({ conversation: outcome.conversationId, write: outcome.pending.write.kind, why: errorLine(error) }, 'the shop did not take a write')
    // Only an OtherSystemError promises that nothing has happened; after anything else nobody knows, and a person must look.
    return error instanceof OtherSystemError ? 'unreachable' : { outcome: 'unclear' }
  } finally {
    late.abort()
  }
}

async function tellShopper(ports: ShopWritePorts, tx: Db, outcome: StoredOutcome, result: ApplyResult): Promise<void> {
  const { conversationId, key, pending } = outcome
  await lockConversation(tx, conversationId)
  if (!await endOutcome(tx, conversationId, key, { state: result.outcome, now: ports.clock.now() })) return
  ports.log.info({ conversation: conversationId, write: pending.write.kind, outcome: result.outcome, attempts: outcome.attempts }, 'shop write')
  switch (result.outcome) {
    case 'done': return void await ports.mouth.say(tx, conversationId, { reply: { key: pending.done, data: { ...pending.data, ...result.data } }, isNotice: true })
    case 'refused': return void await ports.mouth.say(tx, conversationId, { reply: { key: pending.refused, data: { ...pending.data, why: result.why } }, isNotice: true })
    case 'unclear': {
      await ports.mouth.say(tx, conversationId, { reply: { key: pending.unclear, data: pending.data ?? {} }, isNotice: true })
      const draft = { unclearWrite: { ...pending.write } }
      await requestPerson(ports, tx, conversationId, { reason: 'high-risk', topic: topicOf(pending.write.kind), draft })
      // Who waits already, or has a person, asks for nobody anew: it goes to the card that is there.
      await ports.handoff.putOnCard(tx, conversationId, { draft })
    }
  }
}

function topicOf(kind: StoredOutcome['pending']['write']['kind']): string {
  return kind === 'create-return' ? 'returns' : 'order'
}
