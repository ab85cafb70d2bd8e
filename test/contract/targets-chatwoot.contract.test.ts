import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { storeUpload, transcript } from '../../core/conversation/index.ts'
import { deskRoutes, type DeskAnswer, type TargetSettings } from '../../handoff/index.ts'
import { DeskError } from '../../handoff/contract.ts'
import { pixel } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { openFakeChatwoot, type FakeChatwoot } from '../fake-chatwoot.ts'
import { putRowsBack } from '../kept-rows.ts'
import { count, openDesk, says, type Desk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let chatwoot: FakeChatwoot
  let desk: Desk
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    await putRowsBack(db, 'migrated')
    chatwoot = await openFakeChatwoot()
    await openWith(chatwoot.settings)
  })
  afterEach(async () => {
    await desk.room.close()
    await chatwoot.close()
  })

  const openWith = async (targetSettings: TargetSettings) => {
    desk = openDesk(db, { targetSettings })
    await desk.room.runTargets()
  }
  const event = (payload: object, { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {}): Promise<DeskAnswer> => {
    const signed = chatwoot.webhook(payload, desk.clock.now())
    const route = deskRoutes.find((one) => one.path === '/api/handoff-targets/chatwoot/events')!
    return desk.room.answer(route, {
      headers: { 'content-type': 'application/json', ...signed.headers, ...headers }, params: {}, query: new URLSearchParams(query), body: Buffer.from(signed.body), address: '127.0.0.1',
    })
  }
  const offered = async () => {
    const id = await desk.waiting({ reason: 'complaint', history: [{ seq: 1, intent: 'complaint.damaged', confidence: 0.9, mood: { level: 'angry', score: 0.8, hasThreat: false, evidence: ['broken AGAIN'] } }] })
    await desk.room.runTargets()
    return { id, there: chatwoot.state.conversations.at(-1)! }
  }

  describe('a handoff with Chatwoot as the desk', () => {
    test('becomes a conversation there with the card as a private note, labels, priority, attributes and the shopper’s words', async () => {
      const { id, there } = await offered()
      expect(chatwoot.state.refused).toEqual([])
      expect(chatwoot.state.contacts).toMatchObject([{ name: 'Ana', identifier: expect.stringMatching(/^baton:[0-9a-f-]{36}$/) }])
      expect(there).toMatchObject({ status: 'open', priority: 'high', labels: ['baton', 'complaint', 'complaint'], attributes: { baton_conversation_id: id, reason: 'complaint', queue: 'complaint', language: 'en', mood: 'angry', order_number: '1001' } })
      const [before, card, words] = there.messages
      expect(there.messages).toHaveLength(3)
      expect(before).toMatchObject({ isPrivate: true, content: expect.stringContaining('Ana: let me talk to a human') })
      expect(card).toMatchObject({ isPrivate: true, type: 'outgoing' })
      for (const known of ['**Why**: complains (complaint)', '- order number: 1001', '**Do not ask again**', '- angry: “broken AGAIN”', '- shipping.track']) expect(card!.content).toContain(known)
      expect(words).toMatchObject({ isPrivate: false, type: 'incoming', content: 'let me talk to a human' })
    })

    test('has its headings in the shopper’s desk’s language', async () => {
      const id = await desk.chat('转人工')
      await db.query(`update conversation set language = 'zh' where id = $1`, [id])
      await desk.ask(id)
      await desk.room.runTargets()
      expect(chatwoot.state.conversations[0]!.messages[1]!.content).toContain('**转接原因**')
    })

    test('of a shopper who was there before is another conversation of the same contact', async () => {
      const first = await offered()
      await event(chatwoot.messageCreated(first.there.id, 'Hello'))
      await event(chatwoot.statusChanged(first.there.id, 'resolved'))
      await offered()
      expect(chatwoot.state.contacts).toHaveLength(1)
      expect(chatwoot.state.conversations.map((one) => one.contactId)).toEqual([chatwoot.state.contacts[0]!.id, chatwoot.state.contacts[0]!.id])
      expect(chatwoot.state.refused).toEqual([])
    })

    test('of a contact that other inboxes know joins ours', async () => {
      await offered()
      chatwoot.state.contacts[0]!.inboxes = [{ source_id: 'elsewhere', inbox: { id: 99, name: 'Mail', channel_type: 'Channel::Email' } }]
      const { there } = await offered()
      expect(there.contactId).toBe(chatwoot.state.contacts[0]!.id)
      expect(chatwoot.state.refused).toEqual([])
    })

    test.each(Array.from({ length: 9 }, (_, index) => index + 1))('whose call %i is answered with 500, though it was done, makes nothing twice', async (position) => {
      // The answer is lost, not the deed: the worst case.
      const { calls } = chatwoot
      const id = await desk.chat()
      await desk.ask(id)
      let seen = 0
      chatwoot.onAnswer((answer) => { seen += 1; return seen === position ? { ...answer, status: 500 } : answer })
      for (let second = 0; second < 4; second++) {
        await desk.room.runTargets()
        desk.clock.advance(2_000)
      }
      expect(seen).toBeGreaterThan(position)
      expect(chatwoot.state.contacts).toHaveLength(1)
      expect(chatwoot.state.conversations).toHaveLength(1)
      expect(chatwoot.state.conversations[0]!.messages.map((one) => one.isPrivate)).toEqual([true, true, false])
      expect(calls.length).toBeGreaterThan(9)
    })

    test('gets what the shopper writes and sends, and what the bot answers meanwhile, in order', async () => {
      const { id, there } = await offered()
      const file = await storeUpload(db, id, { name: 'broken.png', bytes: pixel }, desk.clock.now())
      await says(desk, id, 'look', [file])
      await says(desk, id, '', [file])
      await desk.room.runTargets()
      expect(chatwoot.state.refused).toEqual([])
      expect(there.messages.slice(3)).toMatchObject([
        { type: 'incoming', isPrivate: false, content: 'look', files: [{ name: 'broken.png', type: 'image/png', size: pixel.length }] }, { content: '[file: broken.png]', files: [{ name: 'broken.png' }] },
      ])
    })

    test('given up by the shopper is resolved there with a word', async () => {
      const { id, there } = await offered()
      await db.transaction((tx) => desk.room.leaveQueue(tx, id, 'leave'))
      await desk.room.runTargets()
      expect(there.status).toBe('resolved')
      expect(there.messages.at(-1)).toMatchObject({ isPrivate: true, content: expect.stringContaining('left-queue') })
      expect((await event(chatwoot.statusChanged(there.id, 'resolved'))).status).toBe(200)
      expect((await desk.stateOf(id))[0]).toBe('bot')
    })

    test('refused there (a wrong token) is our own desk’s', async () => {
      await desk.room.close()
      await openWith({ ...chatwoot.settings, token: 'not the token' })
      const id = await desk.waiting()
      await desk.room.runTargets()
      expect(chatwoot.state.refused).toEqual([expect.stringContaining('401')])
      expect(await desk.said(id)).toEqual(['handoff.waiting', expect.stringContaining('Chatwoot did not take the call')])
    })
  })

  describe('an agent in Chatwoot', () => {
    test('replies: the conversation is theirs, the shopper hears them; the same event twice is one reply', async () => {
      const { id, there } = await offered()
      const reply = chatwoot.messageCreated(there.id, 'Hello Ana, Jane here.')
      expect((await event(reply)).status).toBe(200)
      expect((await event(reply)).status).toBe(200)
      expect(await desk.said(id)).toEqual(['handoff.waiting', 'handoff.status', 'handoff.accepted', 'Hello Ana, Jane here.'])
      expect((await desk.room.snapshot({ team: 'shop' })).entries).toMatchObject([{ agent: { name: 'Jane' }, status: 'accepted' }])
      await says(desk, id, 'thank you')
      await desk.room.runTargets()
      expect(there.messages.at(-1)).toMatchObject({ type: 'incoming', content: 'thank you' })
    })

    test('sends a file: it lies with us, and the shopper gets it from us', async () => {
      const { id, there } = await offered()
      chatwoot.next({ status: 200, headers: { 'content-type': 'image/png' }, body: pixel })
      await event(chatwoot.messageCreated(there.id, '', { files: [`${chatwoot.url}/rails/active_storage/blobs/redirect/abc/label.png`, 'https://elsewhere.example/b.png'] }))
      expect((await transcript(db, id)).at(-1)).toMatchObject({ speaker: 'agent', text: 'https://elsewhere.example/b.png', attachments: [{ name: 'label.png', contentType: 'image/png' }] })
    })

    test('resolves: the conversation is closed', async () => {
      const { id, there } = await offered()
      await event(chatwoot.messageCreated(there.id, 'Done.'))
      expect((await event(chatwoot.statusChanged(there.id, 'resolved'))).status).toBe(200)
      expect((await event(chatwoot.statusChanged(there.id, 'resolved'))).status).toBe(200)
      expect((await desk.stateOf(id))[0]).toBe('closed')
      expect(await count(db, `select count(*) from handoff where disposition = 'answered'`)).toBe(1)
      await desk.room.runTargets()
      expect(there.messages.filter((one) => one.attributes['baton']?.toString().endsWith(':end'))).toEqual([])
    })

    test('whose reply comes too late is told so: Chatwoot shows it as failed', async () => {
      const { id, there } = await offered()
      const mei = await desk.hire('Mei')
      await desk.room.heartbeat(mei)
      await desk.room.claim(id, mei)
      const late = await event(chatwoot.messageCreated(there.id, 'Hello'))
      expect([late.status, DeskError.parse(late.body).error.code]).toEqual([409, 'already-claimed'])
      expect(await desk.stateOf(id)).toEqual(['human', mei.id])
    })

    test.each([
      ['a private note', { isPrivate: true }], ['our own message', { attributes: { baton: 'x' } }], ['a message of the contact', { messageType: 'incoming', senderType: 'contact' }],
      ['a template', { messageType: 'template' }], ['a bot there', { senderType: 'agent_bot' }], ['another inbox', { inboxId: 99 }], ['nothing said', {}],
    ])('is not who speaks in %s: it is taken and not looked at', async (what, change) => {
      const { id, there } = await offered()
      expect((await event(chatwoot.messageCreated(there.id, what === 'nothing said' ? ' ' : 'not for the shopper', change))).status).toBe(200)
      expect(await desk.said(id)).toEqual(['handoff.waiting'])
    })

    test('elsewhere in Chatwoot, or doing something else, is nothing to us', async () => {
      const { id, there } = await offered()
      for (const payload of [chatwoot.messageCreated(4711, 'hi'), chatwoot.statusChanged(there.id, 'snoozed'), chatwoot.statusChanged(there.id, 'open'), { event: 'conversation_typing_on', id: 1 }, { event: 'contact_updated' }]) {
        expect((await event(payload)).status).toBe(200)
      }
      expect((await desk.stateOf(id))[0]).toBe('waiting')
    })
  })

  describe('the webhook of Chatwoot', () => {
    test('is refused unsigned, wrongly signed and five minutes old', async () => {
      const { id, there } = await offered()
      const reply = chatwoot.messageCreated(there.id, 'Hello')
      const old = chatwoot.webhook(reply, desk.clock.now() - 301_000).headers
      for (const headers of [{ 'x-chatwoot-signature': '' }, { 'x-chatwoot-signature': `sha256=${'0'.repeat(64)}` }, { 'x-chatwoot-timestamp': '1' }, old]) {
        expect((await event(reply, { headers: headers as Record<string, string> })).status).toBe(401)
      }
      expect(await desk.said(id)).toEqual(['handoff.waiting'])
    })

    test('of an installation that does not sign has the secret in its address', async () => {
      await desk.room.close()
      await openWith({ ...chatwoot.settings, webhookSecret: null, webhookToken: 'a token in the address' })
      const { id, there } = await offered()
      const reply = chatwoot.messageCreated(there.id, 'Hello')
      const unsigned = { 'x-chatwoot-signature': '', 'x-chatwoot-timestamp': '' }
      expect((await event(reply, { headers: unsigned })).status).toBe(401)
      expect((await event(reply, { headers: unsigned, query: 'token=another' })).status).toBe(401)
      expect((await event(reply, { headers: unsigned, query: 'token=a+token+in+the+address' })).status).toBe(200)
      expect((await desk.said(id)).at(-1)).toBe('Hello')
    })

    test('with a message that is none is refused, and is no address at all with another desk', async () => {
      expect((await event({ event: 'message_created', id: newId() })).status).toBe(400)
      expect((await event({ nothing: true })).status).toBe(400)
      const plain = openDesk(db, {})
      const route = deskRoutes.find((one) => one.path === '/api/handoff-targets/chatwoot/events')!
      const answer = await plain.room.answer(route, { headers: { 'content-type': 'application/json' }, params: {}, query: new URLSearchParams(), body: Buffer.from('{"event":"x"}'), address: '127.0.0.1' })
      expect(answer.status).toBe(404)
      await plain.room.close()
    })
  })
})
