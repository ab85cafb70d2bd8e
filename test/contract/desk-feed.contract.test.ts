import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { recordIncoming } from '../../core/conversation/index.ts'
import type { Actor } from '../../handoff/index.ts'
import { Changes, type QueueEntry } from '../../handoff/contract.ts'
import { ana, messageFrom } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { ask, browserOf } from './desk-browser.ts'
import { openFreshDesk, says, type Desk } from './desk.ts'

eachDatabase((name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db)
  })

  describe('a console that follows by cursor', () => {
    /** Plays the console: what it shows after all changes. */
    const follow = async (cursor: string, shown: Map<string, QueueEntry>, actor: Actor) => {
      // By seq, as a console does: the same message may be told more than once.
      const told = new Map<string, string>()
      let at = cursor
      for (;;) {
        const changes = await desk.room.changesSince(actor, at)
        if (changes === 'bad-cursor') throw new Error('the cursor is good')
        Changes.parse(changes)
        for (const entry of changes.entries) {
          if (entry.status === 'waiting' || entry.status === 'accepted') shown.set(entry.conversationId, entry)
          else shown.delete(entry.conversationId)
        }
        for (const message of changes.messages) told.set(`${message.conversationId} ${message.seq}`, message.text)
        at = changes.cursor
        if (!changes.hasMore) return { cursor: at, texts: [...told.values()] }
      }
    }
    const byId = (entries: Iterable<QueueEntry>) => Object.fromEntries([...entries].map((entry) => [entry.conversationId, entry]))

    test('shows the same as one that loads afresh, after every kind of deed', async () => {
      const [mei, omar] = [await desk.hire('Mei'), await desk.hire('Omar')]
      for (const actor of [mei, omar]) await desk.room.heartbeat(actor)
      const start = await desk.room.snapshot(mei)
      const shown = new Map(start.entries.map((entry) => [entry.conversationId, entry]))
      let { cursor } = start
      const isSame = async (deed: string) => {
        cursor = (await follow(cursor, shown, mei)).cursor
        const fresh = await desk.room.snapshot(mei)
        expect({ deed, entries: byId(shown.values()) }).toEqual({ deed, entries: byId(fresh.entries) })
      }
      const ids = [await desk.waiting(), await desk.waiting(), await desk.waiting({ reason: 'complaint' })]
      const [one, two, three] = ids as [string, string, string]
      await isSame('request')
      for (const id of ids) await desk.room.claim(id, mei)
      await isSame('claim')
      await db.transaction((tx) => desk.room.shopperSpoke(tx, one))
      await isSame('the shopper wrote')
      await desk.room.reply(one, mei, { text: 'hello', attachments: [], key: newId() })
      await isSame('reply')
      expect([one, two].map((id) => shown.get(id)?.lastLine)).toEqual([{ agent: { id: mei.id, name: 'Mei' }, text: 'hello' }, null])
      await db.query(`insert into team_tag (team, tag, label_en, label_zh, colour) values ('shop', 'vip', 'VIP', 'VIP', 'red')`)
      await says(desk, one, 'one more thing')
      await db.transaction((tx) => desk.room.shopperSpoke(tx, one, { text: 'one more thing', attachments: [] }))
      const browser = await browserOf(db, mei.id, desk.clock.now())
      for (const [what, body] of Object.entries({ tags: { tags: ['vip'] }, facts: { name: 'size', value: 'M' }, read: { seq: 99 }, note: { text: 'look, @Omar', key: newId() } })) {
        expect((await ask(desk, 'POST', `/api/desk/conversations/${one}/${what}`, { browser, body })).status).toBe(200)
        await isSame(what)
      }
      expect(shown.get(one)).toMatchObject({ tags: ['vip'], unread: 0, lastLine: { agent: null, text: 'one more thing' } })
      await desk.room.transferToQueue(one, mei, { queueId: 'payment', note: '' })
      await isSame('transfer to a queue')
      await desk.room.transferToAgent(two, mei, { agentId: omar.id, note: '' })
      await isSame('transfer to an agent')
      await desk.room.handBack(three, mei, { word: '' })
      await isSame('hand back')
      await desk.room.complete(two, omar, { disposition: 'answered', note: '', next: 'bot' })
      await isSame('complete')
      await db.transaction((tx) => desk.room.leaveQueue(tx, one, 'solve'))
      await isSame('the bot solved it')
      await db.query(`update queue set assignment = 'push' where id = 'after-sale'`)
      await desk.room.heartbeat(omar, { isAway: true })
      const offered = await desk.waiting({ topic: 'returns' })
      const offerOf = () => shown.get(offered)?.offer?.id ?? ''
      await desk.room.sweep(desk.clock.now())
      await isSame('offer')
      expect(shown.get(offered)).toMatchObject({ offer: { agentId: mei.id } })
      await desk.room.declineOffer(offerOf(), mei)
      await isSame('declined offer')
      await desk.room.sweep(desk.clock.now())
      await isSame('offer again')
      desk.clock.advance(20_001)
      await desk.room.heartbeat(mei, { isAway: true })
      await isSame('an agent with an offer goes away')
      await desk.room.heartbeat(mei, { isAway: false })
      await desk.room.sweep(desk.clock.now())
      await isSame('third offer')
      desk.clock.advance(20_001)
      await desk.room.heartbeat(mei, { isAway: true })
      await desk.room.sweep(desk.clock.now())
      await isSame('expired offer')
      await desk.room.setPriority(offered, mei, { priority: 'low', reason: 'not so urgent' })
      await isSame('priority')
      desk.clock.advance(25_000)
      await desk.room.heartbeat(mei)
      await desk.room.sweep(desk.clock.now())
      await isSame('alert')
      expect(shown.get(offered)).toMatchObject({ alertCount: 1 })
      await desk.room.heartbeat(mei, { isAway: false })
      await desk.room.sweep(desk.clock.now())
      await isSame('offer after an alert')
      await desk.room.acceptOffer(offerOf(), mei)
      await isSame('accepted offer')
      await desk.room.heartbeat(omar, { isAway: false })
      const last = await desk.waiting()
      await desk.room.claim(last, omar)
      await isSame('another claim')
      desk.clock.advance(46_000)
      await desk.room.heartbeat(mei)
      await desk.room.sweep(desk.clock.now())
      await isSame('vanish')
      await desk.room.takeOver(last, mei)
      await isSame('take over')
      expect(byId(shown.values())[last]).toMatchObject({ agent: { name: 'Mei' } })
    })

    test('shows the same through the whole life of a talk', async () => {
      const minute = 60_000
      const [mei, omar] = [await desk.hire('Mei'), await desk.hire('Omar')]
      const lee = await desk.hire('Lee', { role: 'lead' })
      const pass = (ms: number) => desk.pass(ms, mei, omar, lee)
      await pass(0)
      const id = await desk.waiting()
      const start = await desk.room.snapshot(mei)
      const shown = new Map(start.entries.map((entry) => [entry.conversationId, entry]))
      let { cursor } = start
      const until = () => desk.clock.now() + 10 * minute
      const promiseOf = () => shown.get(id)!.promise!.id
      const deeds: [string, () => Promise<unknown>][] = [
        ['reassign', () => desk.room.reassignToAgent(id, lee, { agentId: mei.id, note: '' })],
        ['watch', () => desk.room.watch(id, lee, { isShown: true })],
        ['consult', () => desk.room.consult(id, mei, { agentId: omar.id, text: 'may I?', key: newId() })],
        ['consult answer', () => desk.room.answerConsultation(id, omar, { text: 'yes', key: newId() })],
        ['unwatch', () => desk.room.unwatch(id, lee)],
        ['promise', () => desk.room.makePromise(id, mei, { kind: 'other', text: 'soon', dueAt: until(), key: newId() })],
        ['promise due soon', () => pass(5 * minute)],
        ['promise broken', () => pass(5 * minute)],
        ['promise moved', () => desk.room.putOffPromise(promiseOf(), mei, { dueAt: until(), why: '' })],
        ['promise kept', () => desk.room.keepPromise(promiseOf(), mei)],
        ['snooze', () => desk.room.snooze(id, mei, { until: until(), note: '' })],
        ['wake', () => desk.room.wakeUp(id, mei)],
        ['snooze again', () => desk.room.snooze(id, mei, { until: until(), note: '' })],
        ['wake by time', () => pass(10 * minute)],
        ['finish', () => desk.room.finish(id, mei)],
        ['reopen', () => desk.room.reopen(id, mei)],
        ['finish again', () => desk.room.finish(id, mei)],
        ['completed by time', () => pass(3 * minute)],
        ['taken up again', () => desk.room.reopen(id, omar)],
        ['complete', () => desk.room.complete(id, omar, { disposition: 'solved', note: '', next: 'closed', complaintClass: 'logistics' })],
      ]
      for (const [deed, run] of deeds) {
        await run()
        const followed = await follow(cursor, shown, mei)
        cursor = followed.cursor
        const fresh = await desk.room.snapshot(mei)
        expect({ deed, entries: byId(shown.values()) }).toEqual({ deed, entries: byId(fresh.entries) })
      }
    })

    test('shows the same as time goes by: clocks that warn and run out, what was left at night and comes up in the morning', async () => {
      const [mei, omar] = [await desk.hire('Mei', { role: 'lead' }), await desk.hire('Omar')]
      const day = [{ from: '09:00', to: '18:00', endsNextDay: false }]
      const week = { sunday: day, monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day }
      await desk.room.saveCalendar(mei, { name: 'Office', timeZone: 'UTC', week, specialDays: [], queueIds: ['payment'] })
      const target = (kind: 'first' | 'next') => ({ queueId: null, priority: 'normal' as const, kind, targetMs: 240_000, warnPercent: 50, onBreach: ['notify' as const, 'raise' as const, 'reassign' as const], isRemoved: false })
      await desk.room.setSlaPolicies(mei, { targets: [target('first'), target('next')] })
      const pass = (ms: number) => desk.pass(ms, mei, omar)
      await pass(0)
      const start = await desk.room.snapshot(mei)
      const shown = new Map(start.entries.map((entry) => [entry.conversationId, entry]))
      let { cursor } = start
      const isSame = async (what: string) => {
        const before = cursor
        cursor = (await follow(cursor, shown, mei)).cursor
        const [fresh, changes] = [await desk.room.snapshot(mei), await desk.room.changesSince(mei, before)]
        expect({ what, entries: byId(shown.values()) }).toEqual({ what, entries: byId(fresh.entries) })
        expect({ what, left: changes === 'bad-cursor' ? [] : changes.leftMessages }).toEqual({ what, left: fresh.leftMessages })
        return fresh
      }
      const [waits, held] = [await desk.waiting(), await desk.waiting()]
      await desk.room.claim(held, mei)
      await isSame('clocks start')
      await pass(120_000)
      await isSame('clocks warn')
      await pass(120_000)
      const late = await isSame('clocks run out')
      expect(late.entries.map((entry) => [entry.status, entry.sla?.isBreached])).toEqual([['waiting', true], ['waiting', true]])
      await desk.room.claim(held, omar)
      await desk.room.reply(held, omar, { text: 'here I am', attachments: [], key: newId() })
      await isSame('an answer stops a clock')
      await db.transaction((tx) => desk.room.shopperSpoke(tx, held))
      await isSame('a question starts one')
      await db.transaction((tx) => desk.room.putOnCard(tx, waits, { draft: { resolution: 'refund' } }))
      await isSame('something is put on the card')
      await db.transaction((tx) => desk.room.leaveMessage(tx, waits, { text: 'call me', contact: '5550148', topic: 'order', isCallBack: true, wanted: null }))
      expect((await isSame('a call is wanted instead of waiting')).leftMessages).toHaveLength(1)
      await pass(10 * 3_600_000)
      const night = await desk.chat()
      await db.transaction((tx) => desk.room.leaveMessage(tx, night, { text: 'about my card', contact: 'ana@example.com', topic: 'payment' }))
      expect((await isSame('a message is left at night')).leftMessages).toHaveLength(1)
      await pass(14 * 3_600_000)
      expect((await isSame('it comes up in the morning')).leftMessages).toHaveLength(2)
    })

    test('reads every message of its team, and none of another’s', async () => {
      const mei = await desk.hire('Mei')
      const stranger = await desk.hire('Stranger', { team: 'other-shop' })
      await desk.room.heartbeat(mei)
      const { cursor } = await desk.room.snapshot(mei)
      const elsewhere = await desk.room.snapshot(stranger)
      const withBot = await recordIncoming(db, messageFrom(ana, 'only for the bot', { conversation: newId() }), desk.clock.now())
      const id = await desk.waiting()
      const seen = await follow(cursor, new Map(), mei)
      expect(seen.texts.toSorted()).toEqual(['handoff.waiting', 'let me talk to a human'])
      await desk.room.note(id, mei, { text: 'one more', key: newId() })
      expect((await follow(seen.cursor, new Map(), mei)).texts.at(-1)).toBe('one more')
      expect((await follow(elsewhere.cursor, new Map(), stranger)).texts).toEqual([])
      expect(withBot.conversation.state).toBe('bot')
    })

    test('catches up over many pages', async () => {
      const mei = await desk.hire('Mei')
      await desk.room.heartbeat(mei)
      const { cursor } = await desk.room.snapshot(mei)
      const id = await desk.waiting()
      for (let noted = 0; noted < 510; noted++) await desk.room.note(id, mei, { text: `note ${noted}`, key: newId() })
      const { texts } = await follow(cursor, new Map(), mei)
      expect(texts.filter((text) => text.startsWith('note'))).toHaveLength(510)
    })

    test('with a cursor that is none, or of the day before yesterday, is told to load afresh', async () => {
      const mei = await desk.hire('Mei')
      const { cursor } = await desk.room.snapshot(mei)
      expect(await desk.room.changesSince(mei, 'rubbish')).toBe('bad-cursor')
      desk.clock.advance(48 * 3_600_000)
      expect(await desk.room.changesSince(mei, cursor)).toBe('bad-cursor')
    })

    // PGlite has one session: there a late commit cannot happen.
    if (name === 'postgres') {
      test('does not miss a deed that began earlier and commits later, nor is held back by it', async () => {
        const mei = await desk.hire('Mei')
        await desk.room.heartbeat(mei)
        const { cursor } = await desk.room.snapshot(mei)
        const slow = await desk.chat()
        const began = Promise.withResolvers<void>()
        const mayCommit = Promise.withResolvers<void>()
        const late = db.transaction(async (tx) => {
          await desk.room.leaveMessage(tx, slow, { text: 'begun first, committed last', contact: null, topic: 'order' })
          began.resolve()
          await mayCommit.promise
        })
        await began.promise
        const quick = await desk.waiting()
        const shown = new Map<string, QueueEntry>()
        const meanwhile = await follow(cursor, shown, mei)
        expect(shown.has(quick)).toBe(true)
        expect((await desk.room.snapshot(mei)).leftMessages).toEqual([])
        mayCommit.resolve()
        await late
        const after = await desk.room.changesSince(mei, meanwhile.cursor)
        expect(after === 'bad-cursor' ? [] : after.entries.map((entry) => entry.conversationId)).toContain(slow)
      })

      test('tells what is newest also when more than a page was said since a transaction began that does not end', async () => {
        const mei = await desk.hire('Mei')
        const [talked, latest] = [await desk.waiting(), await desk.chat()]
        const { cursor } = await desk.room.snapshot(mei)
        const mayEnd = Promise.withResolvers<void>()
        const open = db.transaction(async (tx) => {
          await tx.query('select pg_current_xact_id()')
          await mayEnd.promise
        })
        for (let noted = 0; noted < 510; noted++) await desk.room.note(talked, mei, { text: `note ${noted}`, key: newId() })
        await desk.ask(latest)
        const news = await desk.room.changesSince(mei, cursor)
        mayEnd.resolve()
        await open
        expect(news).toMatchObject({ entries: expect.arrayContaining([expect.objectContaining({ conversationId: latest })]), messages: expect.arrayContaining([expect.objectContaining({ text: 'handoff.nobody-there' })]) })
        expect((await follow(cursor, new Map(), mei)).texts.filter((text) => text.startsWith('note'))).toHaveLength(510)
      })
    }
  })
})
