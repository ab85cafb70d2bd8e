// Queues and who gets whom: settings that leads edit, offers (push), the lead's board.
import { z } from 'zod'
import { AgentOnDesk, QueueEntry } from './lines.ts'
import { At, Id, Priority, Reason } from './words.ts'

/** 初 · 中 · 高: how well an agent masters a skill, and what a handoff needs. */
export const SkillLevel = z.union([z.literal(1), z.literal(2), z.literal(3)])
export type SkillLevel = z.infer<typeof SkillLevel>

const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens, at most 40')
const Label = z.strictObject({ en: z.string().trim().min(1).max(60), zh: z.string().trim().min(1).max(60) })

/** `topics` lead to this skill. `widenTo`: whom else to alert, in this order, when nobody takes a conversation. */
export const SkillSetting = z.strictObject({
  id: slug, label: Label, topics: z.array(slug).max(50).default([]), widenTo: z.array(slug).max(20).default([]),
})
export type SkillSetting = z.output<typeof SkillSetting>

const seconds = (least: number, most: number) => z.int().min(least * 1000).max(most * 1000)
const shape = {
  label: Label,
  /** `pull`: agents take from the list. `push`: the head is offered to one agent after the other. */
  assignment: z.enum(['pull', 'push']),
  /** How long an offer stands. */
  offerMs: seconds(5, 600),
  /** Not taken for so long: the desk alerts again and widens. */
  alertMs: seconds(10, 3600),
  /** After each such step of waiting the priority rises by one. */
  riseMs: seconds(30, 24 * 3600),
  /** A hint for offers: one agent gets at most so many of this queue at a time; null: as many as there is room for. */
  mostPerAgent: z.int().min(1).max(100).nullable(),
  /** So many offers that lapse one after the other set an agent away; null: however many. */
  awayAfter: z.int().min(1).max(20).nullable(),
  /** A closed queue gets no new conversations; those in it are still served. */
  isOpen: z.boolean(),
}

/** A queue as leads see it. */
export const QueueSetting = z.object({ id: z.string(), skill: z.string(), language: z.string(), ...shape })
export type QueueSetting = z.infer<typeof QueueSetting>

const language = z.string().regex(/^(any|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$/, 'any, or a BCP-47 tag: en, zh')

/** POST /api/desk/queues: a new line for a skill in a language (`any`: the languages that have none of their own). */
export const NewQueue = z.strictObject({
  skill: slug, language: language.default('any'), label: shape.label, assignment: shape.assignment.default('pull'), offerMs: shape.offerMs.default(20_000),
  alertMs: shape.alertMs.default(60_000), riseMs: shape.riseMs.default(180_000), mostPerAgent: shape.mostPerAgent.default(null), awayAfter: shape.awayAfter.default(3), isOpen: shape.isOpen.default(true),
})
export type NewQueue = z.input<typeof NewQueue>

/** POST /api/desk/queues/:id: what is named changes. */
export const QueueChange = z.strictObject(shape).partial()
export type QueueChange = z.infer<typeof QueueChange>

/** GET /api/desk/queues, and the answer of every change to them. */
export const QueueSettings = z.object({ queues: z.array(QueueSetting), skills: z.array(SkillSetting) })
export type QueueSettings = z.infer<typeof QueueSettings>

/** POST /api/desk/skills takes a {@link SkillSetting}: adds a skill or changes the one of this id. */
export type SkillChange = z.input<typeof SkillSetting>

/** POST /api/desk/agents/:id/skills: all of an agent's skills with their levels; none: every skill. */
export const AgentSkills = z.strictObject({ skills: z.array(z.strictObject({ skill: slug, level: SkillLevel })).max(50) })
export type AgentSkills = z.infer<typeof AgentSkills>
/** Its answer, and that of GET /api/desk/agents/:id/skills. */
export const AgentSkillsAnswer = AgentSkills.extend({ agentId: Id })
export type AgentSkillsAnswer = z.infer<typeof AgentSkillsAnswer>

/** GET /api/desk/queues/:id/waiting?after=<handoffId>: the line page by page, in its order. */
export const WaitingPage = z.object({ entries: z.array(QueueEntry), /** `after` of the next page; null at the end. */ next: Id.nullable() })
export type WaitingPage = z.infer<typeof WaitingPage>

// Offers: POST /api/desk/offers/:id/accept and …/decline, both with an empty body, both answer as a deed. An offer stands in `QueueEntry.offer`.

/** POST /api/desk/conversations/:id/priority: a lead moves a waiting conversation up or down; the reason becomes a note. */
export const PriorityChange = z.strictObject({ priority: Priority, reason: z.string().trim().min(1).max(500) })
export type PriorityChange = z.infer<typeof PriorityChange>

/** GET /api/desk/board?since=<ms>: the lead's board; `since` is the beginning of "today", at most two days ago; without it the shop's last midnight. Read it again when the desk's feed moves. */
export const Board = z.object({
  at: At,
  since: At,
  queues: z.array(z.object({
    id: z.string(), skill: z.string(), language: z.string(), assignment: z.enum(['pull', 'push']), isOpen: z.boolean(),
    /** Counted to 1,000; `isMore`: there are more. */
    waiting: z.int(), isMore: z.boolean(), longestWaitSince: At.nullable(), urgent: z.int(), offered: z.int(),
  })),
  agents: z.array(AgentOnDesk),
  /** First answers since `since`: in time, too late, and not given though they are due. */
  sla: z.object({ met: z.int(), late: z.int(), overdue: z.int() }),
  reasons: z.array(z.object({ reason: Reason, count: z.int() })),
  /** Of the handoffs since `since`. */
  requested: z.int(),
  accepted: z.int(),
  completed: z.int(),
  /** The shopper went away before anybody came (left the queue, or nobody was there). */
  abandoned: z.int(),
  /** Solved by the bot while waiting. */
  solvedByBot: z.int(),
  /** Half of the shoppers who were taken waited at most so long; null: nobody was taken. */
  medianWaitMs: z.number().nullable(),
})
export type Board = z.infer<typeof Board>
