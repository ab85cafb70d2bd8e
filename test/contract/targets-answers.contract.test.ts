import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { sayNow, transcript } from '../../core/conversation/index.ts'
import { deskRoutes, listAgents } from '../../handoff/index.ts'
import { DeskError } from '../../handoff/contract.ts'
import { pixel } from '../cast.ts'
import { eachDatabase } from '../databases.ts'
import { signedBy } from '../outside-desk.ts'
import { count, openDesk, says, type Desk } from './desk.ts'
import { codeOf, key, minute, olderKey, openWebhookDesk, type WebhookDesk } from './webhook-desk.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let stage: WebhookDesk
  beforeAll(async () => { db = await open() })
  beforeEach(async () => { stage = await openWebhookDesk(db) })
  afterEach(() => stage.close())

  describe('somebody at the outside desk', () => {
    test('accepts: the conversation is theirs, the bot is silent, the shopper hears their name', async () => {
      const { id, handoffId } = await stage.accepted('Jo')
      const { entries, agents } = await stage.desk.room.snapshot({ team: 'shop' })
      expect(entries).toMatchObject([{ conversationId: id, status: 'accepted', agent: { name: 'Jo' } }])
      expect((await stage.desk.stateOf(id))[0]).toBe('human')
      expect(await stage.desk.said(id)).toEqual(['handoff.waiting', 'handoff.status', 'handoff.accepted'])
      expect(await stage.linkState(handoffId)).toBe('accepted')
      expect(agents.filter((agent) => agent.name === 'Jo')).toEqual([])
      await stage.desk.room.runTargets()
      expect(stage.heard()).toEqual(['handoff.initiate'])
    })

    test('is no person of our desk: not listed, without a way to sign in, never given a conversation to hold', async () => {
      await stage.accepted('Jo')
      expect((await listAgents(db)).filter((agent) => agent.name === 'Jo')).toEqual([])
      const { rows } = await db.query<{ email: string; capacity: number }>(`select email, capacity from agent where name = 'Jo'`)
      expect(rows).toEqual([{ email: expect.stringMatching(/@webhook\.invalid$/), capacity: 0 }])
      const signIn = deskRoutes.find((one) => one.path === '/api/desk/sign-in')!
      const body = Buffer.from(JSON.stringify({ email: rows[0]!.email, password: ' ' }))
      expect((await stage.desk.room.answer(signIn, { headers: { 'content-type': 'application/json' }, params: {}, query: new URLSearchParams(), body, address: '127.0.0.1' })).status).toBe(401)
    })

    test('who accepts twice has accepted once; a colleague of theirs relieves them', async () => {
      const { id, handoffId } = await stage.accepted('Jo')
      expect(codeOf(await stage.post('status', handoffId, { state: 'accepted', agent: { name: 'Jo' } }))).toEqual([200, 'accepted'])
      expect(await stage.desk.said(id)).toEqual(['handoff.waiting', 'handoff.status', 'handoff.accepted'])
      expect(codeOf(await stage.post('status', handoffId, { state: 'accepted', agent: { name: 'Kim' } }))).toEqual([200, 'accepted'])
      expect((await stage.desk.room.snapshot({ team: 'shop' })).entries).toMatchObject([{ agent: { name: 'Kim' } }])
      expect(await count(db, 'select count(*) from assignment where ended_at is null')).toBe(1)
    })

    test('stays in charge as long as the outside desk is set, though no console of theirs says so', async () => {
      const { id } = await stage.accepted()
      await stage.desk.room.sweep(stage.desk.clock.now())
      expect((await stage.desk.stateOf(id))[0]).toBe('human')
      for (let passed = 0; passed < 5 * minute; passed += 10_000) {
        stage.desk.clock.advance(10_000)
        await stage.desk.room.runTargets()
        await stage.desk.room.sweep(stage.desk.clock.now())
      }
      expect((await stage.desk.stateOf(id))[0]).toBe('human')
    })

    test('answers the shopper, once per id, with files; what the shopper answers goes back', async () => {
      const { id, handoffId } = await stage.accepted()
      const words = { id: 'their-1', agent: { name: 'Jo' }, text: 'I have found it.', attachments: [{ name: 'map.png', contentUrl: `data:image/png;base64,${pixel.toString('base64')}` }, { name: 'far', contentUrl: 'https://far.example/a.png' }] }
      expect(codeOf(await stage.post('messages', handoffId, words))).toEqual([200, 'accepted'])
      expect(codeOf(await stage.post('messages', handoffId, words))).toEqual([200, 'accepted'])
      const spoken = (await transcript(db, id)).filter((message) => message.speaker === 'agent')
      expect(spoken).toMatchObject([{ text: 'I have found it.\nhttps://far.example/a.png', delivery: 'queued', attachments: [{ name: 'map.png', contentType: 'image/png', size: pixel.length }] }])
      await says(stage.desk, id, 'thank you', spoken[0]!.attachments)
      await stage.desk.room.runTargets()
      expect(stage.heard()).toEqual(['handoff.initiate', 'thank you'])
      expect(stage.told()[1]!.activity).toMatchObject({ type: 'message', from: { role: 'user' }, attachments: [{ contentType: 'image/png', contentUrl: `data:image/png;base64,${pixel.toString('base64')}` }] })
    })

    test('who answers without having accepted has taken over', async () => {
      const { id, handoffId } = await stage.offered()
      await stage.post('messages', handoffId, { agent: { name: 'Jo' }, text: 'Hello, Jo here.' })
      expect(await stage.desk.said(id)).toEqual(['handoff.waiting', 'handoff.status', 'handoff.accepted', 'Hello, Jo here.'])
    })

    test('completes: closed with a disposition and a note, or back to the bot; said twice it is done once', async () => {
      const first = await stage.accepted()
      const done = { state: 'completed', agent: { name: 'Jo' }, disposition: 'solved', message: 'sent a new one' }
      expect(codeOf(await stage.post('status', first.handoffId, done))).toEqual([200, 'completed'])
      expect(codeOf(await stage.post('status', first.handoffId, done))).toEqual([200, 'completed'])
      expect((await stage.desk.stateOf(first.id))[0]).toBe('closed')
      expect(await count(db, `select count(*) from handoff where status = 'completed' and disposition = 'solved'`)).toBe(1)
      expect((await stage.desk.said(first.id)).filter((text) => text === 'sent a new one' || text === 'handoff.closed')).toHaveLength(2)
      const second = await stage.accepted()
      await stage.post('status', second.handoffId, { state: 'completed', next: 'bot' })
      expect((await stage.desk.stateOf(second.id))[0]).toBe('bot')
      await stage.desk.room.runTargets()
      expect(stage.heard()).toEqual(['handoff.initiate', 'handoff.initiate'])
      expect(codeOf(await stage.post('messages', first.handoffId, { agent: { name: 'Jo' }, text: 'one more thing' }))).toEqual([409, 'not-possible'])
    })

    test('fails: who waits waits on; who had a person stands at the head, and is told once', async () => {
      const first = await stage.offered()
      expect(codeOf(await stage.post('status', first.handoffId, { state: 'failed', message: 'we are closed' }))).toEqual([200, 'failed'])
      expect(await stage.desk.said(first.id)).toEqual(['handoff.waiting', expect.stringContaining('has given the conversation back'), 'we are closed'])
      const second = await stage.accepted()
      await stage.post('status', second.handoffId, { state: 'failed' })
      expect(codeOf(await stage.post('status', second.handoffId, { state: 'failed' }))).toEqual([200, 'failed'])
      expect((await stage.desk.room.snapshot({ team: 'shop' })).entries).toMatchObject([{ conversationId: second.id, isReturned: true, status: 'waiting' }, { conversationId: first.id }])
      expect((await stage.desk.said(second.id)).filter((text) => text === 'handoff.agent-gone')).toHaveLength(1)
      expect(codeOf(await stage.post('messages', second.handoffId, { agent: { name: 'Jo' }, text: 'still there?' }))).toEqual([409, 'not-possible'])
      expect(codeOf(await stage.post('status', second.handoffId, { state: 'completed' }))).toEqual([409, 'not-possible'])
    })

    test('loses a conversation that a lead takes over, and hears of it', async () => {
      const { id, handoffId } = await stage.accepted()
      const lee = await stage.desk.hire('Lee', { role: 'lead' })
      await stage.desk.room.heartbeat(lee)
      await stage.desk.room.takeOver(id, lee)
      await stage.desk.room.runTargets()
      expect(stage.heard()).toEqual(['handoff.initiate', 'handoff.status completed taken-by-desk'])
      expect(codeOf(await stage.post('messages', handoffId, { agent: { name: 'Jo' }, text: 'but I' }))).toEqual([409, 'already-claimed'])
      expect(await stage.desk.stateOf(id)).toEqual(['human', lee.id])
    })

    test('hears nothing of what is said after the end, whoever looks for news before the deed is done', async () => {
      const { id } = await stage.accepted('Jo')
      await says(stage.desk, id, 'that was all')
      const { rows } = await db.query<{ id: string }>(`select id from agent where name = 'Jo'`)
      expect(await stage.desk.room.complete(id, { id: rows[0]!.id, name: 'Jo', team: 'shop' }, { disposition: 'answered', note: '', next: 'bot' })).toBe('done')
      await db.transaction((tx) => sayNow(tx, id, [{ speaker: 'bot', kind: 'text', text: 'How was it with Jo?', replyKey: 'survey.ask', isSent: true }], stage.desk.clock.now()))
      await says(stage.desk, id, 'for the bot alone')
      await stage.desk.room.runTargets()
      await stage.desk.room.runTargets()
      expect(stage.heard()).toEqual(['handoff.initiate', 'that was all'])
    })

    test('and one of ours claiming at the same moment leave one owner', async () => {
      const mei = await stage.colleague()
      for (let round = 0; round < 5; round++) {
        const { id, handoffId } = await stage.offered()
        const [outside, ours] = await Promise.all([stage.post('status', handoffId, { state: 'accepted', agent: { name: 'Jo' } }), stage.desk.room.claim(id, mei)])
        expect([outside.status === 200, !('no' in ours)].filter(Boolean)).toHaveLength(1)
        expect(await count(db, 'select count(*) from assignment s join handoff h on h.id = s.handoff_id where h.conversation_id = $1 and s.ended_at is null', [id])).toBe(1)
        if (!('no' in ours)) await stage.desk.room.complete(id, mei, { disposition: 'answered', note: '', next: 'closed' } as Parameters<Desk['room']['complete']>[2])
      }
    })
  })

  describe('a call from outside', () => {
    const accept = { state: 'accepted', agent: { name: 'Jo' } }

    test('is refused unsigned, signed by nobody we know, for other words, or five minutes ago', async () => {
      const { id, handoffId } = await stage.offered()
      const text = JSON.stringify({ id: '1', handoffId, ...accept })
      const stranger = signedBy({ id: 'shared', secret: 'not the secret at all' }, text, stage.desk.clock.now())
      const wrong: Record<string, string>[] = [
        { 'x-baton-signature': '' }, { 'x-baton-timestamp': '' }, { 'x-baton-key-id': 'nobody' }, { 'x-baton-signature': stranger['x-baton-signature']! },
        signedBy(key, 'other words', stage.desk.clock.now()), signedBy(key, text, stage.desk.clock.now() - 5 * minute - 1000), signedBy(key, text, stage.desk.clock.now() + 6 * minute), { 'x-baton-timestamp': 'soon' },
      ]
      for (const headers of wrong) expect(codeOf(await stage.post('status', handoffId, { id: '1', ...accept }, { headers }))).toEqual([401, 'forbidden'])
      expect((await stage.desk.stateOf(id))[0]).toBe('waiting')
      expect(codeOf(await stage.post('status', handoffId, { id: '1', ...accept }, { headers: signedBy(key, text, stage.desk.clock.now() - 4 * minute) }))).toEqual([200, 'accepted'])
    })

    test('is taken with the key before the present one, so that a key can be changed', async () => {
      const { handoffId } = await stage.offered()
      const text = JSON.stringify({ id: '1', handoffId, ...accept })
      expect(codeOf(await stage.post('status', handoffId, { id: '1', ...accept }, { headers: signedBy(olderKey, text, stage.desk.clock.now()) }))).toEqual([200, 'accepted'])
    })

    test('signed for one handoff does not serve for another', async () => {
      const [one, another] = [await stage.offered(), await stage.offered()]
      expect(codeOf(await stage.post('status', one.handoffId, accept, { path: another.handoffId }))).toEqual([400, 'bad-request'])
      expect((await stage.desk.stateOf(another.id))[0]).toBe('waiting')
    })

    test.each([
      ['a state of its own', 'status', { state: 'maybe' }], ['no name', 'status', { state: 'accepted' }], ['nothing to say', 'messages', { agent: { name: 'Jo' }, text: ' ' }],
      ['an unknown field', 'messages', { agent: { name: 'Jo' }, text: 'hi', colour: 'blue' }],
    ] as const)('with %s is refused with what is wrong', async (_what, route, body) => {
      const { handoffId } = await stage.offered()
      const answer = await stage.post(route, handoffId, body)
      expect(codeOf(answer)).toEqual([400, 'bad-request'])
      expect(DeskError.parse(answer.body).error.fields).not.toHaveLength(0)
    })

    test('for a handoff that was never offered there finds nothing, and without an outside desk there is no such address', async () => {
      expect(codeOf(await stage.post('status', newId(), accept))).toEqual([404, 'not-found'])
      const plain = openDesk(db, {})
      const mine = await plain.hire('Mei')
      await plain.room.heartbeat(mine)
      const id = await plain.waiting()
      await plain.room.runTargets()
      expect(await count(db, 'select count(*) from handoff_target')).toBe(0)
      expect(codeOf(await stage.post('status', await stage.handoffOf(id), accept, { on: plain }))).toEqual([404, 'not-found'])
      expect(codeOf(await stage.post('status', await stage.handoffOf(id), accept))).toEqual([404, 'not-found'])
      expect(await plain.room.claim(id, mine)).toMatchObject({ agentId: mine.id })
      expect(stage.other.calls).toEqual([])
      await plain.room.close()
    })
  })
})
