import { randomUUID } from 'node:crypto'
import type { Week } from '../../handoff/contract.ts'
import { settle } from '../app.ts'
import { actorNamed, passes } from './acting.ts'
import type { Stage } from './stage.ts'

const timeZone = 'Europe/London'
const workdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const

/** `workdays are 09:00-12:00, 13:00-18:00`, `2026-03-11 is a holiday`, `2026-03-14 is worked 10:00-15:00`, `asked-off-hours is bot`, `it is 22:00`; false when the words say something else. */
export async function timesGiven(stage: Stage, text: string): Promise<boolean> {
  const { handoff, db } = stage.test.app
  const [, hours] = /^workdays are ([\d:, -]+)$/.exec(text) ?? []
  const [, date, worked] = /^(\d{4}-\d\d-\d\d) is (?:a holiday|worked ([\d:, -]+))$/.exec(text) ?? []
  const [, reasonClass, speaks] = /^(asked|upset|complaint|decision|failure)-off-hours is (bot|both|leave-a-message)$/.exec(text) ?? []
  const [, clock] = /^it is (\d\d:\d\d)$/.exec(text) ?? []
  const lee = actorNamed(stage, 'Lee')
  if (hours) {
    const week = Object.fromEntries(['sunday', 'saturday', ...workdays].map((day) => [day, (workdays as readonly string[]).includes(day) ? periods(hours) : []])) as Week
    const { rows } = await db.query<{ id: string }>('select id from queue')
    succeeds(await handoff.saveCalendar(lee, { name: 'Office', timeZone, week, specialDays: [], queueIds: rows.map((row) => row.id) }))
  } else if (date) await addSpecialDay(stage, date, worked ? periods(worked) : [])
  else if (reasonClass) {
    succeeds(await handoff.setOffHours(lee, { rules: [{ queueId: null, isOpen: false, isSomebodyThere: false, reasonClass: reasonClass as 'asked', speaks: speaks as 'bot' }] }))
  } else if (clock) stage.test.clock.advance(untilNext(stage.test.clock.now(), clock))
  else return false
  return true
}

/** `[the clock shows 09:00]`, `[the clock shows 09:00 on 2026-03-14]`: time passes until then. `[strangers were taken after 1, 2 and 9 minutes]`. False when the words say something else. */
export async function timesDeed(stage: Stage, text: string): Promise<boolean> {
  const [, waits] = /^strangers were taken after ([\d, and]+) minutes$/.exec(text) ?? []
  if (waits) {
    for (const minutes of waits.match(/\d+/g)!) await serveStranger(stage, Number(minutes))
    // What they heard is none of the play's.
    stage.heard()
    return true
  }
  const [, clock, date] = /^the clock shows (\d\d:\d\d)(?: on (\d{4}-\d\d-\d\d))?$/.exec(text) ?? []
  if (!clock) return false
  const now = stage.test.clock.now()
  await passes(stage, date ? Date.parse(`${date}T${clock}:00Z`) - now : untilNext(now, clock))
  return true
}

// Somebody asks for a person, waits so long, and is served by Lee.
async function serveStranger(stage: Stage, minutes: number): Promise<void> {
  const { app, channel } = stage.test
  const name = `stranger-${randomUUID()}`
  const { conversationId } = await app.ports.receive({
    channel: channel.name, channelAccount: 'shop', conversation: name, externalId: randomUUID(), address: {}, locale: 'en', text: 'human please', attachments: [],
    shopper: { externalId: name, name, customerId: null },
  })
  await settle(stage.test)
  await passes(stage, minutes * 60_000)
  const lee = actorNamed(stage, 'Lee')
  succeeds(await app.handoff.claim(conversationId, lee))
  succeeds(await app.handoff.complete(conversationId, lee, { disposition: 'answered', note: '', next: 'closed', survey: false } as Parameters<typeof app.handoff.complete>[2]))
  await settle(stage.test)
}

async function addSpecialDay(stage: Stage, date: string, ofDay: Week['sunday']): Promise<void> {
  const { handoff, db } = stage.test.app
  const { rows: [kept] } = await db.query<{ id: string; week: Week; special_days: [] }>('select id, week, special_days from calendar')
  const { rows } = await db.query<{ id: string }>('select id from queue')
  const specialDays = [...kept!.special_days, { date, name: '', periods: ofDay }]
  succeeds(await handoff.saveCalendar(actorNamed(stage, 'Lee'), { name: 'Office', timeZone, week: kept!.week, specialDays, queueIds: rows.map((row) => row.id) }, kept!.id))
}

function periods(text: string): Week['sunday'] {
  return text.split(', ').map((one) => ({ from: one.split('-')[0]!, to: one.split('-')[1]!, endsNextDay: false }))
}

// In March, when plays are given, London's clock shows UTC.
function untilNext(now: number, clock: string): number {
  const today = Date.parse(`${new Date(now).toISOString().slice(0, 10)}T${clock}:00Z`)
  return (today > now ? today : today + 24 * 3_600_000) - now
}

function succeeds(answer: unknown): void {
  if (typeof answer === 'object' && answer !== null && 'no' in answer) throw new Error(`refused: ${JSON.stringify(answer)}`)
}
