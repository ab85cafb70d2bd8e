import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import type { Db } from '../../core/db/db.ts'
import type { Actor, DeskQuestion } from '../../handoff/index.ts'
import { eachDatabase } from '../databases.ts'
import { cardFor, count, openFreshDesk, says, type Desk } from './desk.ts'

const hour = 3_600_000

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let id: string
  let mayWrite: boolean
  let asked: DeskQuestion[]
  let next: string[]
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    mayWrite = true
    asked = []
    next = []
    desk = await openFreshDesk(db, { bot: {
      goOn: async (_tx: Db, _id: string, step: string) => { next.push(step) }, takeUp: async () => false, ask: async (_tx: Db, _id: string, question: DeskQuestion) => { asked.push(question) },
      told: async () => ({ said: null, contact: null }), canWrite: async () => mayWrite, start: () => {},
    } })
    mei = await desk.hire('Mei', { languages: ['en', 'zh'] })
    await desk.room.heartbeat(mei)
    id = await desk.waiting({ reason: 'complaint', words: 'The kettle stopped working after two days' })
    await desk.room.claim(id, mei)
  })

  const pass = async (ms: number) => {
    desk.clock.advance(ms)
    await desk.room.heartbeat(mei)
    await desk.room.sweep(desk.clock.now())
  }
  const handoffId = async () => (await desk.room.openConversation(mei, id, 'en'))!.entry.handoffId
  const wrapUp = async (language = 'en') => (await desk.room.wrapUpOf(mei, id, language))!
  const tasks = async () => (await desk.room.snapshot(mei)).leftMessages.map(({ kind, text }) => [kind, text])
  const solved = { disposition: 'solved', note: '', next: 'closed' } as const

  describe('the wrap-up', () => {
    test('is filled in from the conversation, in the language asked for', async () => {
      await desk.room.reply(id, mei, { text: 'A new kettle leaves today.', attachments: [], key: newId() })
      await desk.room.makePromise(id, mei, { kind: 'delivery', text: 'The new kettle arrives by Friday.', dueAt: desk.clock.now() + 48 * hour, key: newId() })
      expect(await wrapUp()).toMatchObject({ suggestedClass: 'product-quality', suggestedDisposition: 'follow-up', canSurvey: true, canFollowUp: true, written: null, promises: [{ state: 'open' }] })
      expect((await wrapUp()).summary.split('\n')).toEqual([
        'Complaint about product quality.', 'The shopper wrote: “The kettle stopped working after two days”', 'Known: order number 1001.',
        'Last answer: “A new kettle leaves today.”', 'Promised: The new kettle arrives by Friday.',
      ])
      expect((await wrapUp('zh')).summary).toContain('投诉类别：商品质量。')
    })

    test('leaves out what an agent has found to be wrong', async () => {
      await db.query(`insert into removed_fact (conversation_id, name) values ($1, 'order-number')`, [id])
      expect((await wrapUp()).summary).not.toContain('1001')
    })

    test('is kept as the agent wrote it, and its class stands on the handoff', async () => {
      await desk.room.complete(id, mei, { ...solved, complaintClass: 'logistics', summary: 'Parcel was late; apologised.' })
      expect(await wrapUp()).toMatchObject({ written: { summary: 'Parcel was late; apologised.', complaintClass: 'logistics', disposition: 'solved', by: { name: 'Mei' } } })
      expect((await desk.room.openConversation(mei, id, 'en'))!.entry).toMatchObject({ complaintClass: 'logistics', disposition: 'solved' })
    })

    test('of another team’s conversation does not exist', async () => {
      await db.query(`insert into team (id, name) values ('other-shop', 'Other') on conflict do nothing`)
      expect(await desk.room.wrapUpOf(await desk.hire('Stranger', { team: 'other-shop' }), id, 'en')).toBeNull()
    })
  })

  describe('a hand-back', () => {
    test('tells the bot what to do next; the word stays a note', async () => {
      await desk.room.handBack(id, mei, { word: 'wants to send it back', nextStep: 'return' })
      expect(next).toEqual(['return'])
      expect((await desk.said(id)).slice(-3)).toEqual(['wants to send it back', 'handoff.status', 'handoff.returned-to-go-on'])
    })

    test('without a next step leaves the bot there', async () => {
      await desk.room.handBack(id, mei, { word: '' })
      expect(next).toEqual(['be-there'])
      expect((await desk.said(id)).at(-1)).toBe('handoff.returned')
    })
  })

  describe('the survey', () => {
    test('is asked once a handoff, when it is completed', async () => {
      await desk.room.complete(id, mei, { ...solved, survey: true })
      expect(asked).toEqual([{ about: 'survey', handoffId: await handoffId(), agent: 'Mei' }])
      expect((await wrapUp()).canSurvey).toBe(false)
      await desk.room.reopen(id, mei)
      await desk.room.complete(id, mei, { ...solved, survey: true })
      expect(asked).toHaveLength(2) // The second is of a second handoff.
      expect(await count(db, 'select count(*) from survey')).toBe(2)
    })

    test.each([
      ['after spam', { ...solved, disposition: 'spam' as const, survey: true }, true],
      ['of who no longer answers', { ...solved, disposition: 'no-answer' as const, survey: true }, true],
      ['when the agent leaves it out', { ...solved, survey: false }, true],
      ['where the channel takes no words now', { ...solved, survey: true }, false],
    ])('is not asked %s', async (_what, ending, may) => {
      mayWrite = may
      await desk.room.complete(id, mei, ending)
      expect(asked).toEqual([])
      expect(await count(db, 'select count(*) from survey')).toBe(0)
    })

    test('is not asked when the conversation goes back to the bot without an end', async () => {
      await desk.room.handBack(id, mei, { word: '' })
      expect(asked).toEqual([])
    })

    test('keeps the score and the word with the handoff', async () => {
      await desk.room.complete(id, mei, { ...solved, survey: true })
      const handoff = await handoffId()
      await db.transaction((tx) => desk.room.hear(tx, { about: 'survey', handoffId: handoff, score: 4, word: null }))
      await db.transaction((tx) => desk.room.hear(tx, { about: 'survey', handoffId: handoff, score: null, word: 'quick and kind' }))
      expect((await wrapUp()).survey).toMatchObject({ score: 4, word: 'quick and kind', answeredAt: desk.clock.now() })
      expect((await desk.room.openConversation(mei, id, 'en'))!.card.survey).toMatchObject({ score: 4 })
      expect(await tasks()).toEqual([])
    })

    test('with a bad score makes a task, once', async () => {
      await desk.room.complete(id, mei, { ...solved, survey: true })
      const handoff = await handoffId()
      await db.transaction((tx) => desk.room.hear(tx, { about: 'survey', handoffId: handoff, score: 1, word: null }))
      await db.transaction((tx) => desk.room.hear(tx, { about: 'survey', handoffId: handoff, score: null, word: 'slow' }))
      await db.transaction((tx) => desk.room.hear(tx, { about: 'survey', handoffId: handoff, score: 1, word: null }))
      expect(await tasks()).toEqual([['survey', 'Scored 1 of 5 after talking to Mei.']])
    })

    test('that was never asked has no answer', async () => {
      await db.transaction((tx) => desk.room.hear(tx, { about: 'survey', handoffId: newId(), score: 5, word: null }))
      expect(await count(db, 'select count(*) from survey')).toBe(0)
    })
  })

  describe('a follow-up', () => {
    const planned = async () => {
      expect(await desk.room.complete(id, mei, { ...solved, followUp: { at: desk.clock.now() + 24 * hour, text: 'the new kettle' } })).toBe('done')
    }
    const only = async () => (await wrapUp()).followUps[0]!

    test('asks the shopper at its date, once', async () => {
      await planned()
      expect(await only()).toMatchObject({ state: 'planned', text: 'the new kettle', by: { name: 'Mei' } })
      await pass(24 * hour - 1)
      expect(asked).toEqual([])
      await pass(1)
      await pass(1)
      expect(asked).toEqual([{ about: 'follow-up', followUpId: (await only()).id, topic: 'shipping', what: 'the new kettle', agent: 'Mei' }])
      expect(await only()).toMatchObject({ state: 'asked' })
    })

    test('waits until the shopper has finished with the bot', async () => {
      await planned()
      await pass(24 * hour - 60_000)
      await says(desk, id, 'how much is shipping?')
      await pass(60_000)
      expect([asked, (await only()).state]).toEqual([[], 'planned'])
      await pass(4 * 60_000)
      expect(asked).toMatchObject([{ about: 'follow-up' }])
    })

    test('in words that the guard blocks is not kept, and the talk goes on', async () => {
      const blocked = { rule: 'off-platform', label: 'Elsewhere', deed: 'block', start: 0, end: 4, text: 'What', instead: [] } as const
      desk = await openFreshDesk(db, { guard: (text) => ({ hits: text.includes('WhatsApp') ? [{ ...blocked, instead: [] }] : [], promises: [] }) })
      mei = await desk.hire('Mei')
      await desk.room.heartbeat(mei)
      id = await desk.waiting()
      await desk.room.claim(id, mei)
      const followUp = { at: desk.clock.now() + 24 * hour, text: 'your WhatsApp to me' }
      expect(await desk.room.complete(id, mei, { ...solved, followUp })).toMatchObject({ no: 'guarded', hits: [{ rule: 'off-platform' }] })
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
      expect(await count(db, 'select count(*) from follow_up')).toBe(0)
      expect(await count(db, `select count(*) from guard_hit where outcome = 'held-back'`)).toBe(1)
    })

    test('keeps what the shopper says, well or not', async () => {
      await planned()
      await pass(24 * hour)
      const followUpId = (await only()).id
      await db.transaction((tx) => desk.room.hear(tx, { about: 'follow-up', followUpId, isWell: false, word: 'it never came' }))
      expect(await only()).toMatchObject({ state: 'unwell', answer: 'it never came' })
      await db.transaction((tx) => desk.room.hear(tx, { about: 'follow-up', followUpId, isWell: true, word: 'twice' }))
      expect(await only()).toMatchObject({ state: 'unwell', answer: 'it never came' })
    })

    test('becomes a task where the channel takes no words by then', async () => {
      await planned()
      mayWrite = false
      await pass(24 * hour)
      expect(asked).toEqual([])
      expect(await only()).toMatchObject({ state: 'passed-on' })
      expect(await tasks()).toEqual([['follow-up', expect.stringContaining('the new kettle')]])
    })

    test('is not needed when the shopper is with a person by then', async () => {
      await planned()
      await says(desk, id, 'hello again')
      await db.transaction((tx) => desk.room.request(tx, id, cardFor()))
      await desk.room.claim(id, mei)
      await pass(24 * hour)
      expect(asked).toEqual([])
      expect(await count(db, `select count(*) from follow_up where state = 'met'`)).toBe(1)
    })

    test('cannot be in the past or in years', async () => {
      expect(await desk.room.complete(id, mei, { ...solved, followUp: { at: desk.clock.now(), text: 'x' } })).toEqual({ no: 'not-possible', why: 'in-the-past' })
      expect(await desk.room.complete(id, mei, { ...solved, followUp: { at: desk.clock.now() + 400 * 24 * hour, text: 'x' } })).toEqual({ no: 'not-possible', why: 'too-far' })
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
    })
  })
})
