// A shop with two brands on two accounts of a channel: each team gets its own shoppers, and nobody else's.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { recordIncoming } from '../../core/conversation/index.ts'
import { newId } from '../../core/ids.ts'
import type { Actor } from '../../handoff/index.ts'
import { ChannelTeams } from '../../handoff/contract.ts'
import { bo, messageFrom } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { ask, browserOf, type Browser } from './desk-browser.ts'
import { openFreshDesk, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let admin: Browser
  let mei: Actor
  let nina: Actor
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db)
    await db.query(`insert into team (id, name) values ('nova', 'Nova'), ('empty', 'Empty') on conflict do nothing`)
    await db.query(`insert into queue (id, team, skill, language, label_en, label_zh) values ('nova.all', 'nova', 'pre-sale', 'any', 'All', '全部')`)
    admin = await browserOf(db, (await desk.hire('Ada', { role: 'admin' })).id, desk.clock.now())
    mei = await desk.hire('Mei')
    nina = await desk.hire('Nina', { team: 'nova', role: 'lead' })
    for (const actor of [mei, nina]) await desk.room.heartbeat(actor)
  })

  const give = (team: string | null, channelAccount = 'nova-page') => ask(desk, 'POST', '/api/desk/channel-teams', { browser: admin, body: { channel: 'test', channelAccount, team } })
  const chat = async (channelAccount: string) => (await recordIncoming(db, messageFrom(bo, 'human please', { channelAccount, conversation: newId() }), desk.clock.now())).conversation.id
  const waiting = async (channelAccount: string) => {
    const id = await chat(channelAccount)
    await desk.ask(id)
    return id
  }
  const seenBy = async (actor: Actor) => (await desk.room.snapshot(actor)).entries.map(({ conversationId }) => conversationId)

  test('whoever writes to an account of a team is that team’s; everybody else is the first team’s', async () => {
    expect((await give('nova')).status).toBe(200)
    const [theirs, ours] = [await waiting('nova-page'), await waiting('shop')]
    expect([await seenBy(nina), await seenBy(mei)]).toEqual([[theirs], [ours]])
    expect(await desk.room.claim(theirs, mei)).toEqual({ no: 'not-found' })
    expect(await desk.room.openConversation(mei, theirs, 'en')).toBeNull()
    expect(await desk.room.claim(theirs, nina)).toMatchObject({ agentId: nina.id })
    expect(await desk.room.claim(ours, nina)).toEqual({ no: 'not-found' })
  })

  test('a message left is the team’s, and whether somebody is there is asked of its own people', async () => {
    await give('nova')
    await db.query('delete from presence where agent_id = $1', [nina.id])
    const id = await chat('nova-page')
    expect(await desk.ask(id, { said: 'my lamp flickers' })).toMatchObject({ result: 'nobody-there', queueId: 'nova.all' })
    await db.transaction((tx) => desk.room.leaveMessage(tx, id, { text: 'my lamp flickers', contact: 'bo@example.com', topic: 'other' }))
    expect((await desk.room.snapshot(nina)).leftMessages).toMatchObject([{ text: 'my lamp flickers' }])
    expect((await desk.room.snapshot(mei)).leftMessages).toEqual([])
  })

  test('who has asked for nobody yet can be taken over by their team only', async () => {
    await give('nova')
    const id = await chat('nova-page')
    expect(await desk.room.takeOver(id, mei)).toEqual({ no: 'not-found' })
    expect(await desk.room.takeOver(id, nina)).toMatchObject({ agentId: nina.id })
  })

  test('conversations that a team has had stay with it when the account goes to another', async () => {
    await give('nova')
    const id = await waiting('nova-page')
    expect((await give(null)).status).toBe(200)
    expect(await seenBy(nina)).toEqual([id])
    const later = await waiting('nova-page')
    expect(await seenBy(mei)).toEqual([later])
  })

  test('is set by admins, on record, for teams that there are and that have a queue', async () => {
    expect((await give('nowhere')).status).toBe(409)
    expect((await give('empty')).status).toBe(409)
    expect(ChannelTeams.parse((await give('nova')).body)).toMatchObject({ channelTeams: [{ channel: 'test', channelAccount: 'nova-page', team: 'nova' }], home: 'shop' })
    const lead = await browserOf(db, nina.id, desk.clock.now())
    expect((await ask(desk, 'POST', '/api/desk/channel-teams', { browser: lead, body: { channel: 'test', channelAccount: 'shop', team: 'nova' } })).status).toBe(403)
    const { rows } = await db.query(`select detail from audit where deed = 'set-channel-team'`)
    expect(rows).toEqual([{ detail: { channel: 'test', channelAccount: 'nova-page', team: 'nova' } }])
  })

  test('a team that has lost its queues since does not lose its shoppers: the first team gets them', async () => {
    await give('nova')
    await db.query(`delete from queue where team = 'nova'`)
    const id = await waiting('nova-page')
    expect(await seenBy(mei)).toEqual([id])
  })
})
