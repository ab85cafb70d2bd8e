// How soon a shopper is answered, and what happens when they are not. All durations are business time of the queue's calendar.
import { z } from 'zod'
import { AgentName, At, HandoffStatus, Id, Priority } from './words.ts'

/** first: the first answer of a person, from the request on. next: every further answer, from the shopper's message on. resolution: the end, from the request on. */
export const SlaKind = z.enum(['first', 'next', 'resolution'])
export type SlaKind = z.infer<typeof SlaKind>
/** notify: leads are alerted. raise: the priority rises by one. reassign: back to the head of its queue, for whoever is there. */
export const Escalation = z.enum(['notify', 'raise', 'reassign'])
export type Escalation = z.infer<typeof Escalation>

const minute = 60_000
/** `queueId` null: every queue that has no target of its own. `targetMs` null: no clock runs. */
export const SlaTarget = z.strictObject({
  queueId: z.string().min(1).max(100).nullable(), priority: Priority, kind: SlaKind,
  targetMs: z.int().min(minute / 2).max(30 * 24 * 60 * minute).nullable(),
  /** Warned after so many hundredths of the time. */
  warnPercent: z.int().min(10).max(99),
  onBreach: z.array(Escalation).max(3),
})
export type SlaTarget = z.infer<typeof SlaTarget>
/** POST /api/desk/sla-policies: puts these targets in place of those of the same queue, priority and kind; `isRemoved` takes a queue's own target away. Clocks that run go on as they were started. */
export const SlaChange = z.strictObject({ targets: z.array(SlaTarget.extend({ isRemoved: z.boolean().default(false) })).min(1).max(200) })
export type SlaChange = z.input<typeof SlaChange>
/** GET /api/desk/sla-policies, and the answer of every change. */
export const SlaPolicies = z.object({ targets: z.array(SlaTarget) })
export type SlaPolicies = z.infer<typeof SlaPolicies>

/** A clock that ran out. `agent`: who was in charge then; `priority`: as it was then; `status`: what has become of the conversation's handoff. */
export const SlaBreach = z.object({
  id: Id, conversationId: Id, handoffId: Id, queueId: z.string(), kind: SlaKind, priority: Priority, agent: AgentName.nullable(), dueAt: At, breachedAt: At,
  escalations: z.array(Escalation), status: HandoffStatus, shopper: z.object({ id: Id, name: z.string().nullable() }),
})
export type SlaBreach = z.infer<typeof SlaBreach>
/** GET /api/desk/sla-breaches?queueId&from&to&cursor — newest first; `cursor` of the answer goes on, null at the end. Leads, admins and auditors. */
export const SlaBreaches = z.object({ breaches: z.array(SlaBreach), cursor: z.string().nullable() })
export type SlaBreaches = z.infer<typeof SlaBreaches>
