import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { transcript } from '../../core/conversation/index.ts'
import { addAgent, deskRoutes, type Actor, type DeskAnswer } from '../../handoff/index.ts'
import { Calendars, DeskError, OffHours, SlaPolicies, type CalendarSetting, type OffHoursRule, type Week } from '../../handoff/contract.ts'
import type { Saying } from '../../handoff/ports.ts'
import { eachDatabase } from '../databases.ts'
import { count, openFreshDesk, type Desk } from './desk.ts'
import { browserOf } from './desk-browser.ts'

const [minute, hour] = [60_000, 3_600_000]
const day = [{ from: '09:00', to: '12:00', endsNextDay: false }, { from: '13:00', to: '18:00', endsNextDay: false }]
const workdays: Week = { sunday: [], monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [] }
const office = { name: 'Office', timeZone: 'Europe/Berlin', week: workdays, specialDays: [] }

// The test clock starts on Tuesday 10 March 2026 at 10:00 UTC: 11:00 in Berlin.
eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db, { timeZone: 'Europe/Berlin' })
    mei = await desk.hire('Mei', { role: 'lead' })
    await desk.room.heartbeat(mei)
  })

  const keep = async (calendar: Partial<typeof office> & { queueIds: string[] }) => {
    const answer = await desk.room.saveCalendar(mei, { ...office, ...calendar })
    if ('no' in answer) throw new Error(JSON.stringify(answer))
    return answer.id
  }
  const pass = (ms: number, present: Actor[] = []) => desk.pass(ms, ...present)
  const tasks = async () => (await desk.room.snapshot(mei)).leftMessages
  const leave = (id: string, left: Partial<Parameters<Desk['room']['leaveMessage']>[2]> = {}) =>
    db.transaction((tx) => desk.room.leaveMessage(tx, id, { text: 'please look at 1001', contact: 'ana@example.com', topic: 'shipping', ...left }))
  const rule = (change: Partial<OffHoursRule>): OffHoursRule => ({ queueId: null, isOpen: false, isSomebodyThere: false, reasonClass: 'asked', speaks: 'bot', ...change })

  describe('a request outside the hours of its queue', () => {
    test('is answered as the table says, whoever is there', async () => {
      await keep({ queueIds: ['in-sale'] })
      await pass(8 * hour, [mei])
      expect(await desk.ask(await desk.chat())).toEqual({ result: 'nobody-there', queueId: 'in-sale', speaks: 'both' })
      expect(await desk.ask(await desk.chat(), { reason: 'agitated' })).toMatchObject({ result: 'waiting' })
      await pass(hour)
      expect(await desk.ask(await desk.chat(), { reason: 'agitated' })).toEqual({ result: 'nobody-there', queueId: 'in-sale', speaks: 'leave-a-message' })
      // A queue without a calendar is always open.
      await desk.room.heartbeat(mei)
      expect(await desk.ask(await desk.chat(), { topic: 'payment' })).toMatchObject({ result: 'waiting' })
    })

    test('follows what leads have set, at once', async () => {
      await keep({ queueIds: ['in-sale', 'payment'] })
      await pass(8 * hour)
      for (const [queueId, topic, speaks] of [[null, 'shipping', 'bot'], ['payment', 'payment', 'leave-a-message']] as const) {
        expect(await desk.room.setOffHours(mei, { rules: [rule({ queueId, speaks })] })).toBe('done')
        expect(await desk.ask(await desk.chat(), { topic })).toMatchObject({ result: 'nobody-there', speaks })
      }
      expect(await desk.room.setOffHours(mei, { rules: [{ ...rule({ queueId: 'payment' }), speaks: null }] })).toBe('done')
      expect(await desk.ask(await desk.chat(), { topic: 'payment' })).toMatchObject({ speaks: 'bot' })
    })

    test('tells when the desk opens again: today, tomorrow, or on which day', async () => {
      const told: (Saying & { reply: unknown })[] = []
      desk = await openFreshDesk(db, { timeZone: 'Europe/Berlin', say: async (_tx, _id, saying) => { if ('reply' in saying) told.push(saying) } })
      mei = await desk.hire('Mei', { role: 'lead' })
      await keep({ queueIds: ['in-sale'] })
      const opening = async (ms: number) => {
        desk.clock.advance(ms)
        await desk.ask(await desk.chat())
        return (told.at(-1) as { reply: { data?: { opensAt?: number; opensDay?: string } } }).reply.data
      }
      // In the noon break of Tuesday, in its night, and on Friday evening.
      expect(await opening(1.5 * hour)).toEqual({ opensAt: Date.parse('2026-03-10T12:00:00Z'), opensDay: 'today' })
      expect(await opening(6 * hour)).toEqual({ opensAt: Date.parse('2026-03-11T08:00:00Z'), opensDay: 'tomorrow' })
      expect(await opening(3 * 24 * hour)).toEqual({ opensAt: Date.parse('2026-03-16T08:00:00Z'), opensDay: 'later' })
      // In the hours nobody knows when somebody comes back: nothing is promised.
      expect(await opening(3 * 24 * hour - 4 * hour)).toEqual({})
    })

    test('on a holiday is off hours, on a make-up workday it is not', async () => {
      const specialDays = [{ date: '2026-03-11', name: 'Holiday', periods: [] }, { date: '2026-03-14', name: 'Instead', periods: [{ from: '10:00', to: '15:00', endsNextDay: false }] }]
      await desk.room.saveCalendar(mei, { ...office, specialDays, queueIds: ['in-sale'] })
      await pass(24 * hour, [mei])
      expect(await desk.ask(await desk.chat())).toMatchObject({ result: 'nobody-there' })
      await pass(3 * 24 * hour, [mei])
      expect(await desk.ask(await desk.chat())).toMatchObject({ result: 'waiting' })
    })
  })

  describe('a message left', () => {
    test('in the hours is a task at once', async () => {
      await keep({ queueIds: ['in-sale'] })
      await leave(await desk.chat())
      expect(await tasks()).toMatchObject([{ kind: 'message', text: 'please look at 1001', contact: 'ana@example.com', dueAt: desk.clock.now() }])
    })

    test('at night becomes a task when the desk opens, and the consoles are told then', async () => {
      await keep({ queueIds: ['in-sale'] })
      await pass(8 * hour)
      const id = await desk.chat()
      await leave(id)
      const opensAt = Date.parse('2026-03-11T08:00:00Z')
      expect(await tasks()).toEqual([])
      const { cursor } = await desk.room.snapshot(mei)
      desk.hinted.length = 0
      await pass(opensAt - desk.clock.now() - minute)
      expect(await tasks()).toEqual([])
      await pass(minute)
      expect(await tasks()).toMatchObject([{ conversationId: id, contact: 'ana@example.com', dueAt: opensAt }])
      expect(desk.hinted).toContain(`desk ${id}`)
      const changes = await desk.room.changesSince(mei, cursor)
      expect(changes === 'bad-cursor' ? [] : changes.leftMessages).toEqual(await tasks())
      // Ticked off before its time it does not come up again.
      expect(await count(db, `select count(*) from timer where kind = 'left-message-due'`)).toBe(0)
    })

    test('for a queue that never opens is a task at once: somebody must look at it', async () => {
      await keep({ queueIds: ['in-sale'], week: { sunday: [], monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [] } })
      await leave(await desk.chat())
      expect(await tasks()).toHaveLength(1)
    })

    test('of whom nobody came to is kept for the next opening as well', async () => {
      await keep({ queueIds: ['in-sale'] })
      await pass(7 * hour - 2 * minute, [mei])
      const id = await desk.waiting()
      // Mei goes home; the desk closes before anybody gives up.
      await pass(3 * minute)
      await pass(minute)
      expect(await desk.stateOf(id)).toEqual(['bot', null])
      expect(await tasks()).toEqual([])
      await pass(15 * hour)
      expect(await tasks()).toMatchObject([{ conversationId: id, text: 'let me talk to a human', contact: null }])
    })

    test('by somebody who waits gives up the place', async () => {
      const id = await desk.waiting()
      await leave(id)
      expect(await desk.stateOf(id)).toEqual(['bot', null])
      expect((await desk.room.openConversation(mei, id, 'en'))?.entry).toMatchObject({ status: 'cancelled', disposition: 'left-message', sla: null })
      expect(await tasks()).toMatchObject([{ conversationId: id, queueId: 'in-sale' }])
    })
  })

  describe('a call back', () => {
    const at = (text: string) => Date.parse(text)
    const said = async (id: string) => (await transcript(db, id)).at(-1)?.text

    test('comes up at the time wanted, with the number', async () => {
      await keep({ queueIds: ['in-sale'] })
      const id = await desk.waiting()
      const wanted = { from: at('2026-03-11T13:00:00Z'), to: at('2026-03-11T15:00:00Z') }
      await leave(id, { contact: '+49 30 5550148', isCallBack: true, wanted })
      expect(await desk.stateOf(id)).toEqual(['bot', null])
      expect(await said(id)).toBe('handoff.call-back-noted')
      expect((await desk.room.openConversation(mei, id, 'en'))?.entry).toMatchObject({ status: 'cancelled', disposition: 'call-back' })
      await pass(wanted.from - desk.clock.now() - minute)
      expect(await tasks()).toEqual([])
      await pass(minute)
      expect(await tasks()).toMatchObject([{ kind: 'call-back', contact: '+49 30 5550148', wanted, dueAt: wanted.from }])
    })

    test('wanted while the desk is closed comes up at the next opening, and the shopper is told so', async () => {
      await keep({ queueIds: ['in-sale'] })
      const id = await desk.chat()
      await leave(id, { contact: '5550148', isCallBack: true, wanted: { from: at('2026-03-10T19:00:00Z'), to: at('2026-03-10T21:00:00Z') } })
      expect(await said(id)).toBe('handoff.call-back-moved')
      await pass(at('2026-03-11T08:00:00Z') - desk.clock.now())
      expect(await tasks()).toMatchObject([{ kind: 'call-back', dueAt: at('2026-03-11T08:00:00Z') }])
    })

    test('wanted as soon as can be is there at once', async () => {
      const id = await desk.chat()
      await leave(id, { contact: '5550148', isCallBack: true })
      expect(await said(id)).toBe('handoff.call-back-noted')
      expect(await tasks()).toMatchObject([{ kind: 'call-back', wanted: null }])
    })
  })

  describe('the settings by their routes', () => {
    const signIn = async (more: Parameters<typeof addAgent>[1] | Record<string, never> = {}) => {
      const email = `${newId()}@desk.example`
      const added = await addAgent(db, { email, name: 'Lead', password: null, role: 'lead', ...more }, desk.clock.now())
      if (added === 'email-taken') throw new Error('a fresh address is free')
      return browserOf(db, added.id, desk.clock.now())
    }
    const ask = (method: 'GET' | 'POST', path: string, { browser, body }: { browser?: { cookie: string; csrf: string }; body?: unknown } = {}): Promise<DeskAnswer> => {
      const parts = path.split('/')
      const route = deskRoutes.find((one) => one.method === method && one.path.split('/').length === parts.length && one.path.split('/').every((part, index) => part === ':id' || part === parts[index]))!
      const position = route.path.split('/').indexOf(':id')
      return desk.room.answer(route, {
        headers: { 'content-type': 'application/json', ...(browser ? { 'cookie': browser.cookie, 'x-baton-csrf': browser.csrf } : {}) }, params: position < 0 ? {} : { id: parts[position]! },
        query: new URLSearchParams(), body: body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(body)), address: '127.0.0.1',
      })
    }
    const fieldsOf = (answer: DeskAnswer) => DeskError.parse(answer.body).error.fields?.map((one) => one.path)

    test('a calendar is made, replaced and taken away; what cannot be is refused by name', async () => {
      const browser = await signIn()
      const made = await ask('POST', '/api/desk/calendars', { browser, body: { ...office, queueIds: ['in-sale'] } })
      const [calendar] = Calendars.parse(made.body).calendars
      expect(calendar).toMatchObject({ name: 'Office', queueIds: ['in-sale'], isOpenNow: true, changesAt: Date.parse('2026-03-10T11:00:00Z') })
      const replaced = await ask('POST', `/api/desk/calendars/${calendar!.id}`, { browser, body: { ...office, name: 'Berlin', queueIds: ['payment'] } })
      expect(Calendars.parse(replaced.body).calendars).toMatchObject([{ id: calendar!.id, name: 'Berlin', queueIds: ['payment'] }])
      const wrong = await ask('POST', '/api/desk/calendars', { browser, body: { ...office, timeZone: 'Mars/Base', week: { ...workdays, monday: [{ from: '18:00', to: '09:00' }] }, queueIds: [] } })
      expect([wrong.status, fieldsOf(wrong)]).toEqual([400, ['timeZone', 'week.monday.0']])
      const unknown = await ask('POST', '/api/desk/calendars', { browser, body: { ...office, queueIds: ['in-sale', 'nowhere'] } })
      expect([unknown.status, fieldsOf(unknown)]).toEqual([400, ['queueIds']])
      expect(Calendars.parse((await ask('GET', '/api/desk/calendars', { browser })).body).calendars).toHaveLength(1)
      expect(await ask('POST', `/api/desk/calendars/${calendar!.id}/remove`, { browser, body: {} })).toMatchObject({ status: 200, body: { calendars: [] } })
      expect((await ask('POST', `/api/desk/calendars/${calendar!.id}/remove`, { browser, body: {} })).status).toBe(404)
      expect((await ask('POST', `/api/desk/calendars/${newId()}`, { browser, body: { ...office, queueIds: [] } })).status).toBe(404)
      expect(await count(db, `select count(*) from audit where deed in ('set-calendar', 'remove-calendar')`)).toBe(3)
    })

    test('two calendars do not share a queue: the last one named has it', async () => {
      const [one, two] = [await keep({ queueIds: ['in-sale', 'payment'] }), await keep({ queueIds: ['payment'] })]
      const browser = await signIn()
      const { calendars } = Calendars.parse((await ask('GET', '/api/desk/calendars', { browser })).body)
      expect(Object.fromEntries(calendars.map((calendar: CalendarSetting) => [calendar.id, calendar.queueIds]))).toEqual({ [one]: ['in-sale'], [two]: ['payment'] })
    })

    test('the table of who speaks and the targets are shown whole, and changed cell by cell', async () => {
      const browser = await signIn()
      expect(OffHours.parse((await ask('GET', '/api/desk/off-hours', { browser })).body).rules).toHaveLength(15)
      const changed = await ask('POST', '/api/desk/off-hours', { browser, body: { rules: [rule({ speaks: 'leave-a-message' })] } })
      expect(OffHours.parse(changed.body).rules).toContainEqual(rule({ speaks: 'leave-a-message' }))
      const refused = await ask('POST', '/api/desk/off-hours', { browser, body: { rules: [rule({}), rule({ isOpen: true, isSomebodyThere: true }), rule({ speaks: 'person' }), rule({ queueId: 'nowhere' })] } })
      expect([refused.status, fieldsOf(refused)]).toEqual([400, ['rules.1', 'rules.2.speaks']])
      const target = { queueId: 'payment', priority: 'normal', kind: 'first', targetMs: 90_000, warnPercent: 50, onBreach: ['raise'] }
      const targets = await ask('POST', '/api/desk/sla-policies', { browser, body: { targets: [target] } })
      expect(SlaPolicies.parse(targets.body).targets).toContainEqual(target)
      expect(SlaPolicies.parse((await ask('GET', '/api/desk/sla-policies', { browser })).body).targets).toHaveLength(13)
      expect((await ask('POST', '/api/desk/sla-policies', { browser, body: { targets: [{ ...target, targetMs: 5 }] } })).status).toBe(400)
    })

    test('belong to a team, and agents may read but not change them', async () => {
      await keep({ queueIds: ['in-sale'] })
      const stranger = await signIn({ team: 'other-shop' } as never)
      expect(Calendars.parse((await ask('GET', '/api/desk/calendars', { browser: stranger })).body).calendars).toEqual([])
      const agent = await signIn({ role: 'agent' } as never)
      expect(Calendars.parse((await ask('GET', '/api/desk/calendars', { browser: agent })).body).calendars).toHaveLength(1)
      for (const [path, body] of [['calendars', { ...office, queueIds: [] }], ['off-hours', { rules: [rule({})] }], ['sla-policies', { targets: [] }]] as const) {
        expect((await ask('POST', `/api/desk/${path}`, { browser: agent, body })).status).toBe(403)
      }
    })
  })
})
