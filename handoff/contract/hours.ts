// When the desk is open, who speaks when it is not, and what a shopper leaves for later.
import { z } from 'zod'
import { Id } from './words.ts'

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day: 09:00')
/** From `from` until just before `to`. `to` may be `24:00`; a period over midnight says `endsNextDay`, and belongs to the day on which it begins. */
export const Period = z.strictObject({
  from: TimeOfDay,
  to: z.union([TimeOfDay, z.literal('24:00')]),
  endsNextDay: z.boolean().default(false),
})
export type Period = z.output<typeof Period>

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

const DateOfDay = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date: 2026-10-01')
/** A date that differs from its weekday: a holiday has no periods, a make-up workday has its own. */
export const SpecialDay = z.strictObject({ date: DateOfDay, name: z.string().trim().max(60).default(''), periods: z.array(Period).max(8) })
export type SpecialDay = z.output<typeof SpecialDay>

const periodsOfDay = z.array(Period).max(8).default([])
/** A weekday without periods is closed. */
export const Week = z.strictObject({
  sunday: periodsOfDay, monday: periodsOfDay, tuesday: periodsOfDay, wednesday: periodsOfDay, thursday: periodsOfDay, friday: periodsOfDay, saturday: periodsOfDay,
})
export type Week = z.output<typeof Week>

const calendarShape = {
  name: z.string().trim().min(1).max(60),
  /** IANA name: `Asia/Shanghai`. */
  timeZone: z.string().min(1).max(60),
  week: Week,
  specialDays: z.array(SpecialDay).max(400).default([]),
  /** The queues that keep these hours. A queue without a calendar is always open. */
  queueIds: z.array(z.string().min(1).max(100)).max(500).default([]),
}
/** POST /api/desk/calendars makes one, POST /api/desk/calendars/:id replaces one. Overlaps, ends before starts and unknown zones are refused by name in `fields`. */
export const CalendarToSave = z.strictObject(calendarShape)
export type CalendarToSave = z.input<typeof CalendarToSave>

/** A calendar as leads see it, with what it says now. */
export const CalendarSetting = z.object({
  id: Id, ...calendarShape,
  isOpenNow: z.boolean(),
  /** When it opens next (when it is closed) or closes next (when it is open); null: never. */
  changesAt: z.int().nullable(),
})
export type CalendarSetting = z.infer<typeof CalendarSetting>

/** GET /api/desk/calendars, and the answer of every change to them. POST /api/desk/calendars/:id/remove takes one away: its queues are always open then. */
export const Calendars = z.object({ calendars: z.array(CalendarSetting) })
export type Calendars = z.infer<typeof Calendars>

// Who speaks when somebody asks for a person

/** `person`: the shopper waits in the queue. `bot`: the bot says when the desk opens and goes on by itself. `leave-a-message`: it asks for a message. `both`: it offers a message and goes on. */
export const WhoSpeaks = z.enum(['person', 'bot', 'leave-a-message', 'both'])
export type WhoSpeaks = z.infer<typeof WhoSpeaks>
/** asked: asked for, or taken over · upset: agitated or a threat · complaint · decision: the policy or a return wants one · failure: the bot did not understand or broke. */
export const ReasonClass = z.enum(['asked', 'upset', 'complaint', 'decision', 'failure'])
export type ReasonClass = z.infer<typeof ReasonClass>

/** One cell of the table. `queueId` null: every queue that has no cell of its own. While the desk is open and somebody is there, a person speaks. */
export const OffHoursRule = z.strictObject({ queueId: z.string().min(1).max(100).nullable(), isOpen: z.boolean(), isSomebodyThere: z.boolean(), reasonClass: ReasonClass, speaks: WhoSpeaks })
export type OffHoursRule = z.infer<typeof OffHoursRule>
/** POST /api/desk/off-hours: puts these cells in place of those of the same queue, state and reason class; `speaks` null takes a queue's own cell away. */
export const OffHoursChange = z.strictObject({ rules: z.array(OffHoursRule.extend({ speaks: WhoSpeaks.nullable() })).min(1).max(200) })
export type OffHoursChange = z.infer<typeof OffHoursChange>
/** GET /api/desk/off-hours, and the answer of every change. */
export const OffHours = z.object({ rules: z.array(OffHoursRule) })
export type OffHours = z.infer<typeof OffHours>
