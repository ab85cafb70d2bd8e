// What follows a talk, by the desk's routes: the bodies and answers of the contract. Who may ask is told by desk-roles and desk-teams for every route.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { Deed, DraftAnswer, DraftList, OpenConversation, PromiseDeed, PromiseList, WrapUp } from '../../handoff/contract.ts'
import type { Actor } from '../../handoff/index.ts'
import { eachDatabase } from '../databases.ts'
import { openStaffedDesk, type Desk } from './desk.ts'
import { ask, browserOf, codeOf, type Browser } from './desk-browser.ts'

const hour = 3_600_000

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let omar: Actor
  let lee: Actor
  let browsers: Record<'mei' | 'omar' | 'lee', Browser>
  let id: string
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    ({ desk, mei, omar } = await openStaffedDesk(db))
    lee = await desk.hire('Lee', { role: 'lead' })
    await desk.room.heartbeat(lee)
    const of = (actor: Actor) => browserOf(db, actor.id, desk.clock.now())
    browsers = { mei: await of(mei), omar: await of(omar), lee: await of(lee) }
    id = await desk.waiting()
    await desk.room.claim(id, mei)
  })

  const path = (what: string) => `/api/desk/conversations/${id}/${what}`
  const post = (who: keyof typeof browsers, what: string, body: unknown = {}) => ask(desk, 'POST', path(what), { browser: browsers[who], body })
  const entryOf = async (who: keyof typeof browsers, what: string, body: unknown = {}) => {
    const answer = await post(who, what, body)
    expect([answer.status, answer.body]).toMatchObject([200, {}])
    return Deed.parse(answer.body).entry
  }

  test('snooze, wake, finish and reopen answer with the line as it is now', async () => {
    expect(await entryOf('mei', 'snooze', { until: desk.clock.now() + hour })).toMatchObject({ snoozedUntil: desk.clock.now() + hour })
    expect(await entryOf('mei', 'wake')).toMatchObject({ snoozedUntil: null })
    expect(await entryOf('mei', 'finish')).toMatchObject({ wrapUpUntil: desk.clock.now() + 180_000 })
    expect(await entryOf('mei', 'reopen')).toMatchObject({ wrapUpUntil: null, status: 'accepted' })
  })

  test('consult, its answer, watch and unwatch show on the line', async () => {
    expect(await entryOf('mei', 'consult', { agentId: omar.id, text: 'may I?', key: newId() })).toMatchObject({ consulted: [{ name: 'Omar' }] })
    expect(await entryOf('omar', 'consult-answer', { text: 'yes', key: newId() })).toMatchObject({ consulted: [] })
    expect(await entryOf('lee', 'watch', {})).toMatchObject({ watchers: [{ name: 'Lee' }] })
    expect(await entryOf('lee', 'unwatch')).toMatchObject({ watchers: [] })
  })

  test('reassign takes an agent, a queue or a skill; transfer too', async () => {
    expect(await entryOf('lee', 'reassign', { to: { kind: 'agent', agentId: omar.id }, note: 'yours' })).toMatchObject({ agent: { name: 'Omar' } })
    expect(await entryOf('omar', 'transfer', { to: { kind: 'skill', skill: 'payment' } })).toMatchObject({ status: 'waiting', queueId: 'payment' })
    expect(await entryOf('lee', 'reassign', { to: { kind: 'queue', queueId: 'complaint' } })).toMatchObject({ queueId: 'complaint' })
    expect(await entryOf('lee', 'close', { disposition: 'spam' })).toMatchObject({ status: 'completed', disposition: 'spam' })
  })

  test('what cannot be says why', async () => {
    expect((await post('mei', 'snooze', { until: desk.clock.now() - 1 })).body).toMatchObject({ error: { code: 'not-possible', why: 'in-the-past' } })
    expect(codeOf(await post('mei', 'wake'))).toEqual([409, 'not-possible'])
    expect(codeOf(await post('omar', 'finish'))).toEqual([409, 'not-yours'])
    expect(codeOf(await post('omar', 'consult-answer', { text: 'yes', key: newId() }))).toEqual([409, 'not-possible'])
    expect(codeOf(await post('mei', 'snooze', { until: 'tomorrow' }))).toEqual([400, 'bad-request'])
  })

  describe('a draft', () => {
    const read = async (who: keyof typeof browsers) => DraftAnswer.parse((await ask(desk, 'GET', path('draft'), { browser: browsers[who] })).body).draft

    test('is kept for one agent and one conversation, and thrown away when it is empty', async () => {
      await post('mei', 'draft', { text: 'Dear An' })
      await post('mei', 'draft', { text: 'Dear Ana' })
      expect(await read('mei')).toMatchObject({ text: 'Dear Ana', refused: null, at: desk.clock.now() })
      expect(await read('omar')).toBeNull()
      expect(DraftList.parse((await ask(desk, 'GET', '/api/desk/drafts', { browser: browsers.mei })).body).drafts).toHaveLength(1)
      await post('mei', 'draft', { text: '  ' })
      expect(await read('mei')).toBeNull()
    })

    test('of a late reply says who has the conversation now', async () => {
      await post('lee', 'take-over')
      expect(codeOf(await post('mei', 'reply', { text: 'one moment', key: newId() }))).toEqual([409, 'not-yours'])
      expect(await read('mei')).toMatchObject({ text: 'one moment', refused: { by: { name: 'Lee' } } })
    })
  })

  test('a promise is made, listed, moved, dropped and kept', async () => {
    const due = desk.clock.now() + hour
    for (const text of ['first', 'second', 'third']) await post('mei', 'promises', { text, dueAt: due, key: newId() })
    const list = async (of: string) => PromiseList.parse((await ask(desk, 'GET', `/api/desk/promises?of=${of}`, { browser: browsers.omar })).body).promises
    expect([(await list('mine')).length, (await list('team')).map(({ text }) => text)]).toEqual([0, ['first', 'second', 'third']])
    const [one, two, three] = await list('team')
    const change = async (promiseId: string, what: string, body: unknown = {}) =>
      PromiseDeed.parse((await ask(desk, 'POST', `/api/desk/promises/${promiseId}/${what}`, { browser: browsers.mei, body })).body).promise
    expect(await change(one!.id, 'kept')).toMatchObject({ state: 'kept' })
    expect(await change(two!.id, 'moved', { dueAt: due + hour })).toMatchObject({ state: 'open', dueAt: due + hour, moved: 1 })
    expect(await change(three!.id, 'dropped', { why: 'no longer wanted' })).toMatchObject({ state: 'dropped' })
    expect((await list('team')).map(({ text }) => text)).toEqual(['second'])
    expect(codeOf(await ask(desk, 'POST', `/api/desk/promises/${one!.id}/kept`, { browser: browsers.mei }))).toEqual([409, 'not-possible'])
    expect(codeOf(await ask(desk, 'POST', `/api/desk/promises/${newId()}/kept`, { browser: browsers.mei }))).toEqual([404, 'not-found'])
  })

  test('the wrap-up is read, corrected and written with the end; the conversation shows it', async () => {
    const read = async () => WrapUp.parse((await ask(desk, 'GET', path('wrap-up?language=en'), { browser: browsers.mei })).body)
    const { summary } = await read()
    expect(summary).toContain('order number 1001')
    await entryOf('mei', 'complete', { disposition: 'answered', summary: `${summary}\nAll well.`, complaintClass: 'payment', followUp: { at: desk.clock.now() + hour, text: 'the parcel' } })
    expect(await read()).toMatchObject({ written: { disposition: 'answered', complaintClass: 'payment' }, survey: { score: null }, followUps: [{ state: 'planned' }] })
    const opened = OpenConversation.parse((await ask(desk, 'GET', `/api/desk/conversations/${id}`, { browser: browsers.mei })).body)
    expect(opened.card).toMatchObject({ survey: { score: null }, followUps: [{ text: 'the parcel' }] })
  })
})
