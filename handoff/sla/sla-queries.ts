import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import type { Escalation, Priority, QueueEntry, SlaKind, SlaTarget } from '../contract.ts'
import { priorities, rankOf } from '../queue/priority.ts'

// Targets

/** Every target that leads have set, with its team. */
export async function allSlaTargets(db: Db): Promise<(SlaTarget & { team: string })[]> {
  const { rows } = await db.query<{ team: string; queue_id: string | null; priority: number; kind: SlaKind; target_ms: string | null; warn_percent: number; on_breach: Escalation[] }>(
    'select team, queue_id, priority, kind, target_ms, warn_percent, on_breach from sla_target order by queue_id nulls first, kind, priority')
  return rows.map((row) => ({
    team: row.team, queueId: row.queue_id, priority: priorities[row.priority]!, kind: row.kind, targetMs: row.target_ms === null ? null : Number(row.target_ms),
    warnPercent: row.warn_percent, onBreach: row.on_breach,
  }))
}

/** Stores a target, or takes it away; false when the team has no such queue. */
export async function saveSlaTarget(tx: Db, team: string, one: SlaTarget & { isRemoved: boolean }): Promise<boolean> {
  const { rows } = await tx.query<{ isKnown: boolean }>('select $2::text is null or exists (select 1 from queue where id = $2 and team = $1) as "isKnown"', [team, one.queueId])
  if (!rows[0]!.isKnown) return false
  await tx.query('delete from sla_target where team = $1 and queue_id is not distinct from $2 and priority = $3 and kind = $4', [team, one.queueId, rankOf(one.priority), one.kind])
  if (one.isRemoved) return true
  await tx.query('insert into sla_target (team, queue_id, priority, kind, target_ms, warn_percent, on_breach) values ($1, $2, $3, $4, $5, $6, $7)',
    [team, one.queueId, rankOf(one.priority), one.kind, one.targetMs, one.warnPercent, one.onBreach])
  return true
}

// Clocks

/** A clock of a handoff. */
export interface Clock {
  handoffId: string
  kind: SlaKind
  targetMs: number
  warnPercent: number
  onBreach: Escalation[]
  startedAt: number
  warnAt: number
  dueAt: number
  pausedAt: number | null
  leftMs: number | null
  warnedAt: number | null
  breachedAt: number | null
  stoppedAt: number | null
}

export type NewClock = Omit<Clock, 'pausedAt' | 'leftMs' | 'warnedAt' | 'breachedAt' | 'stoppedAt'>

/** Starts a clock, or starts it again. One that runs goes on as it is; false then. */
export async function startClock(tx: Db, one: NewClock): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into sla_clock (handoff_id, kind, target_ms, warn_percent, on_breach, started_at, warn_at, due_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (handoff_id, kind) do update set target_ms = excluded.target_ms, warn_percent = excluded.warn_percent, on_breach = excluded.on_breach,
       started_at = excluded.started_at, warn_at = excluded.warn_at, due_at = excluded.due_at, paused_at = null, left_ms = null, warned_at = null,
       breached_at = null, stopped_at = null
     where sla_clock.stopped_at is not null`,
    [one.handoffId, one.kind, one.targetMs, one.warnPercent, one.onBreach, new Date(one.startedAt), new Date(one.warnAt), new Date(one.dueAt)])
  return rowCount === 1
}

/** Stops clocks that run. */
export async function stopClocks(tx: Db, handoffId: string, kinds: SlaKind[], now: number): Promise<void> {
  await tx.query('update sla_clock set stopped_at = $3, paused_at = null, left_ms = null where handoff_id = $1 and kind = any($2) and stopped_at is null',
    [handoffId, kinds, new Date(now)])
}

/** The handoff's clocks that are not stopped. */
export async function openClocks(db: Db, handoffId: string): Promise<Clock[]> {
  const { rows } = await db.query<ClockRow>(`${selectClock} where c.handoff_id = $1 and c.stopped_at is null order by c.due_at, c.kind`, [handoffId])
  return rows.map(clockOf)
}

/** Lets a clock stand still with so much time left. */
export async function markPaused(tx: Db, one: Clock, left: number, now: number): Promise<void> {
  await tx.query('update sla_clock set paused_at = $3, left_ms = $4 where handoff_id = $1 and kind = $2 and stopped_at is null and paused_at is null',
    [one.handoffId, one.kind, new Date(now), left])
}

/** Lets a clock go on, with new terms. */
export async function markResumed(tx: Db, one: Clock, terms: { warnAt: number; dueAt: number }): Promise<void> {
  await tx.query('update sla_clock set paused_at = null, left_ms = null, warn_at = $3, due_at = $4 where handoff_id = $1 and kind = $2 and paused_at is not null',
    [one.handoffId, one.kind, new Date(terms.warnAt), new Date(terms.dueAt)])
}

/** The clock has warned; once. */
export async function markWarned(tx: Db, one: Clock, now: number): Promise<void> {
  await tx.query('update sla_clock set warned_at = coalesce(warned_at, $3) where handoff_id = $1 and kind = $2', [one.handoffId, one.kind, new Date(now)])
}

/** The clock has run out; false when that was noted before. */
export async function markBreached(tx: Db, one: Clock, now: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update sla_clock set breached_at = $3, warned_at = coalesce(warned_at, $3) where handoff_id = $1 and kind = $2 and breached_at is null and stopped_at is null',
    [one.handoffId, one.kind, new Date(now)])
  return rowCount === 1
}

/** Records a breach for good. */
export async function insertBreach(
  tx: Db, one: Clock, of: { team: string; queueId: string; conversationId: string; priority: Priority; agentId: string | null; now: number },
): Promise<void> {
  await tx.query(
    `insert into sla_breach (id, team, queue_id, handoff_id, conversation_id, kind, priority, agent_id, due_at, breached_at, escalations)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [newId(of.now), of.team, of.queueId, one.handoffId, of.conversationId, one.kind, rankOf(of.priority), of.agentId, new Date(one.dueAt), new Date(of.now), one.onBreach])
}

// What escalation changes

/** One step more urgent, of one that an agent has in hand: it counts when it comes back to the queue. */
export async function raiseInHand(tx: Db, handoffId: string): Promise<void> {
  await tx.query(`update handoff set priority = least(priority + 1, 3) where id = $1 and status = 'accepted'`, [handoffId])
}

/** To the head of its queue. */
export async function putAtHead(tx: Db, handoffId: string): Promise<void> {
  await tx.query(`update handoff set is_returned = true where id = $1 and status = 'waiting'`, [handoffId])
}

/** The deadline that orders the queue. */
export async function saveDueAt(tx: Db, handoffId: string, dueAt: number): Promise<void> {
  await tx.query('update handoff set due_at = $2 where id = $1', [handoffId, new Date(dueAt)])
}

// On the line

/** The clock that runs out next, of a handoff named `h`; read by key. */
export const slaColumn = `(select jsonb_build_object('kind', c.kind, 'dueAt', (extract(epoch from c.due_at) * 1000)::bigint, 'warnAt', (extract(epoch from c.warn_at) * 1000)::bigint,
    'isBreached', c.breached_at is not null, 'isPaused', c.paused_at is not null, 'alertsLeads', c.breached_at is not null and 'notify' = any(c.on_breach))
  from sla_clock c where c.handoff_id = h.id and c.stopped_at is null and h.status in ('waiting', 'accepted')
  order by c.paused_at is not null, c.due_at, c.kind limit 1) as sla`

export type SlaOnLine = NonNullable<QueueEntry['sla']>

const selectClock = `select c.handoff_id, c.kind, c.target_ms, c.warn_percent, c.on_breach, c.started_at, c.warn_at, c.due_at, c.paused_at, c.left_ms, c.warned_at, c.breached_at,
  c.stopped_at from sla_clock c`

interface ClockRow {
  handoff_id: string
  kind: SlaKind
  target_ms: string
  warn_percent: number
  on_breach: Escalation[]
  started_at: Date
  warn_at: Date
  due_at: Date
  paused_at: Date | null
  left_ms: string | null
  warned_at: Date | null
  breached_at: Date | null
  stopped_at: Date | null
}

function clockOf(row: ClockRow): Clock {
  return {
    handoffId: row.handoff_id, kind: row.kind, targetMs: Number(row.target_ms), warnPercent: row.warn_percent, onBreach: row.on_breach,
    startedAt: row.started_at.getTime(), warnAt: row.warn_at.getTime(), dueAt: row.due_at.getTime(), pausedAt: row.paused_at?.getTime() ?? null,
    leftMs: row.left_ms === null ? null : Number(row.left_ms), warnedAt: row.warned_at?.getTime() ?? null, breachedAt: row.breached_at?.getTime() ?? null,
    stoppedAt: row.stopped_at?.getTime() ?? null,
  }
}
