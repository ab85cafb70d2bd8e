// One agent in two tabs (or two browsers): whatever is done in the one is seen in the other, and nothing that the one is late with undoes it.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { Changes, DraftAnswer, DraftList, OpenConversation, Snapshot } from '../../handoff/contract.ts'
import type { Actor } from '../../handoff/index.ts'
import { deskOf, withChanges, type Desk as Shown } from '../../web/console/desk-state.ts'
import { eachDatabase } from '../databases.ts'
import { until } from '../patience.ts'
import { ask, browserOf, codeOf, type Browser } from './desk-browser.ts'
import { count, openFreshDesk, says, type Desk } from './desk.ts'

eachDatabase((name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let id: string
  let tabs: [Tab, Tab]
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db)
    mei = await desk.hire('Mei')
    await desk.room.heartbeat(mei)
    id = await desk.waiting()
    tabs = [await openTab(), await openTab()]
  })

  interface Tab {
    browser: Browser
    shown: Shown
    /** Reads what changed, as a console does. */
    look(): Promise<Shown>
    post(path: string, body?: object): ReturnType<typeof ask>
    get(path: string): Promise<unknown>
  }

  async function openTab(): Promise<Tab> {
    const browser = await browserOf(db, mei.id, desk.clock.now())
    const get = async (path: string) => (await ask(desk, 'GET', `/api/desk/${path}`, { browser })).body
    const tab: Tab = {
      browser, get, shown: deskOf(Snapshot.parse(await get('snapshot'))),
      post: (path, body = {}) => ask(desk, 'POST', `/api/desk/conversations/${id}/${path}`, { browser, body }),
      async look() {
        for (let hasMore = true; hasMore;) {
          const changes = Changes.parse(await get(`changes?cursor=${encodeURIComponent(tab.shown.cursor)}`))
          tab.shown = withChanges(tab.shown, changes)
          ;({ hasMore } = changes)
        }
        return tab.shown
      },
    }
    return tab
  }

  /** Both tabs look, and show the same as a third that is opened now. */
  const agree = async () => {
    const [one, two] = [await tabs[0].look(), await tabs[1].look()]
    const fresh = (await openTab()).shown
    for (const shown of [one, two]) expect({ ...shown, cursor: '' }).toEqual({ ...fresh, cursor: '' })
    return fresh.entries.find((entry) => entry.conversationId === id)
  }
  const opened = async (tab: Tab) => OpenConversation.parse(await tab.get(`conversations/${id}`))
  const draft = async (tab: Tab) => DraftAnswer.parse(await tab.get(`conversations/${id}/draft`)).draft
  const write = async (...texts: string[]) => {
    for (const text of texts) {
      await says(desk, id, text)
      await db.transaction((tx) => desk.room.shopperSpoke(tx, id))
    }
    const { messages } = await opened(tabs[0])
    return messages.filter((message) => message.speaker === 'shopper').slice(-texts.length).map((message) => message.seq)
  }

  test('a claim in the one stands in the other; claimed there too, it is the same claim', async () => {
    expect(await agree()).toMatchObject({ status: 'waiting', agent: null })
    expect((await tabs[0].post('claim')).status).toBe(200)
    expect(await agree()).toMatchObject({ status: 'accepted', agent: { id: mei.id } })
    await tabs[1].post('claim')
    expect(await count(db, 'select count(*) from assignment')).toBe(1)
    expect(await agree()).toMatchObject({ status: 'accepted', agent: { id: mei.id } })
  })

  test('what is written and not sent in the one is found in the other; sent or thrown away, it is gone from both', async () => {
    await tabs[0].post('claim')
    await tabs[0].post('draft', { text: 'Dear Ana, I' })
    for (const tab of tabs) expect(await draft(tab)).toMatchObject({ text: 'Dear Ana, I', refused: null })
    await tabs[1].post('draft', { text: 'Dear Ana, I see' })
    expect(DraftList.parse(await tabs[0].get('drafts')).drafts).toMatchObject([{ conversationId: id, text: 'Dear Ana, I see' }])
    await tabs[1].post('draft', { text: '' })
    for (const tab of tabs) expect(await draft(tab)).toBeNull()
  })

  test('what is said, noted and ended in the one is in the other’s transcript and lists', async () => {
    await tabs[0].post('claim')
    await tabs[0].post('reply', { text: 'Hello Ana', key: newId() })
    await tabs[1].post('note', { text: 'angry about postage', key: newId() })
    const [one, two] = [await opened(tabs[0]), await opened(tabs[1])]
    expect(one.messages).toEqual(two.messages)
    expect(one.messages.map((message) => message.text)).toEqual(expect.arrayContaining(['Hello Ana', 'angry about postage']))
    expect((await tabs[1].post('complete', { disposition: 'solved' })).status).toBe(200)
    expect(await agree()).toBeUndefined()
    expect(codeOf(await tabs[0].post('reply', { text: 'one more thing', key: newId() }))).toEqual([409, 'not-yours'])
  })

  test('away in the one is away in the other', async () => {
    for (const isAway of [true, false]) {
      expect((await ask(desk, 'POST', '/api/desk/presence', { browser: tabs[0].browser, body: { isAway } })).status).toBe(200)
      await agree()
      expect(tabs[1].shown.agents).toMatchObject([{ id: mei.id, isAway }])
    }
  })

  test('read in the one is read in the other; a tab that is behind takes nothing back', async () => {
    await tabs[0].post('claim')
    const [first, , third] = await write('one', 'two', 'three')
    expect(await agree()).toMatchObject({ unread: 3 })
    await tabs[0].post('read', { seq: third! })
    expect(await agree()).toMatchObject({ unread: 0 })
    await tabs[1].post('read', { seq: first! })
    expect(await agree()).toMatchObject({ unread: 0 })
    await write('four')
    await tabs[1].post('read', { seq: first! })
    expect(await agree()).toMatchObject({ unread: 1 })
  })

  // PGlite has one session: there nothing happens at the same moment.
  if (name === 'postgres') {
    const waitingForLocks = () => count(db, `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    /** Holds the line's row while deeds are begun one after the other, each until it waits for it; they go on in that order. */
    const inOrder = async (...deeds: (() => Promise<unknown>)[]) => {
      const begun: Promise<unknown>[] = []
      await db.transaction(async (tx) => {
        await tx.query('select 1 from handoff where conversation_id = $1 for update', [id])
        for (const deed of deeds) {
          begun.push(deed())
          await until(async () => await waitingForLocks() >= begun.length, { instead: () => 'A deed did not wait for the line.' })
        }
      })
      await Promise.all(begun)
    }

    test('read in both at the same moment: the farther one counts, whichever is stored last', async () => {
      await tabs[0].post('claim')
      const [first, , third] = await write('one', 'two', 'three')
      await inOrder(() => tabs[0].post('read', { seq: third! }), () => tabs[1].post('read', { seq: first! }))
      expect(await agree()).toMatchObject({ unread: 0 })
      const [fourth, fifth] = await write('four', 'five')
      await inOrder(() => tabs[0].post('read', { seq: fourth! }), () => tabs[1].post('read', { seq: fifth! }))
      expect(await agree()).toMatchObject({ unread: 0 })
    })

    test('a line that comes at the moment in which those before it are read stays unread', async () => {
      await tabs[0].post('claim')
      const [first] = await write('one')
      await says(desk, id, 'two')
      await inOrder(() => db.transaction((tx) => desk.room.shopperSpoke(tx, id)), () => tabs[0].post('read', { seq: first! }))
      expect(await agree()).toMatchObject({ unread: 1 })
    })
  }
})
