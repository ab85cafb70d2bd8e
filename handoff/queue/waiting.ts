import type { Db } from '../../core/db/db.ts'
import type { Priority } from '../contract.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import { setNewTimers, setTimer } from '../timers/timers.ts'
import type { TimerHandler } from '../timers/timers.ts'
import { nextAlertMs, widened } from './choose-agent.ts'
import type { QueueRow } from './choose-queue.ts'
import { raised, rankOf } from './priority.ts'
import { withdrawOfferOf } from './offer-queries.ts'
import { lineOf, saveAlert, savePriority } from './waiting-queries.ts'

/** A new handoff begins to wait: the clocks of its queue start, for the alert and for the next step of priority. In the transaction that makes it wait. */
export async function startWaiting(tx: Db, { id, priority }: { id: string; priority: Priority }, { alertMs = 60_000, riseMs = 180_000 }: QueueRow, now: number): Promise<void> {
  const alert = { kind: 'alert', ref: id, at: now + alertMs }
  await setNewTimers(tx, raised(priority) ? [alert, { kind: 'priority-rise', ref: id, at: now + riseMs }] : [alert])
}

/** A handoff waits again: an offer of it is taken back, and the clocks of its queue start anew. */
export async function beginWaiting(tx: Db, handoffId: string, now: number): Promise<void> {
  const line = await lineOf(tx, handoffId)
  if (!line) return
  await withdrawOfferOf(tx, handoffId, now)
  await setTimer(tx, { kind: 'alert', ref: handoffId, at: now + line.alertMs })
  await setRise(tx, { handoffId, priority: line.priority, riseMs: line.riseMs }, now)
}

/** Sets when the priority rises next. */
export async function setRise(tx: Db, { handoffId, priority, riseMs }: { handoffId: string; priority: Priority; riseMs: number }, now: number): Promise<void> {
  if (raised(priority)) await setTimer(tx, { kind: 'priority-rise', ref: handoffId, at: now + riseMs })
}

/** Timer: nobody took it within the limit. The desk alerts again, agents of the next skill too. */
export const alertAgain: TimerHandler = async (ports, tx, { ref: handoffId }, now) => {
  const line = await lineOf(tx, handoffId)
  if (!line) return
  const alertCount = line.alertCount + 1
  const widenedTo = widened(alertCount, line)
  await saveAlert(tx, handoffId, { alertCount, alertedAt: now, widenedTo })
  await insertAudit(tx, { agentId: null, deed: 'alert', conversationId: line.conversationId, handoffId, detail: { alertCount, widenedTo: widenedTo.join(' ') }, now })
  await recordChange(tx, line, 'alert', now)
  await setTimer(tx, { kind: 'alert', ref: handoffId, at: now + nextAlertMs(line.alertMs, alertCount) })
  return () => { hintConsoles(ports, line.conversationId) }
}

/** Timer: has waited one more step. */
export const raiseByWaiting: TimerHandler = async (ports, tx, { ref: handoffId }, now) => {
  const line = await raisePriority(tx, handoffId, { by: 'waiting', now })
  if (line) return () => { hintConsoles(ports, line.conversationId) }
}

/** One step more urgent, for a handoff that waits; null when it does not, or is urgent already. The console is told by the caller, after the commit. */
export async function raisePriority(tx: Db, handoffId: string, { by, now }: { by: 'waiting' | 'sla'; now: number }): Promise<{ conversationId: string; priority: Priority } | null> {
  const line = await lineOf(tx, handoffId)
  const priority = line && raised(line.priority)
  if (!priority) return null
  await savePriority(tx, handoffId, rankOf(priority))
  await insertAudit(tx, { agentId: null, deed: 'priority', conversationId: line.conversationId, handoffId, detail: { from: line.priority, to: priority, by }, now })
  await recordChange(tx, line, 'priority', now)
  await setRise(tx, { handoffId, priority, riseMs: line.riseMs }, now)
  return { conversationId: line.conversationId, priority }
}
