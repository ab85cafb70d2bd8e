import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openBus, type Bus } from '../../core/bus.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { silentLog } from '../../core/log.ts'
import { deskRoutes, type SignedIn } from '../../handoff/index.ts'
import { SocketFrame } from '../../handoff/contract.ts'
import { addAgent } from '../../handoff/index.ts'
import { newId } from '../../core/ids.ts'
import { eachDatabase } from '../databases.ts'
import { until } from '../patience.ts'
import { openDesk, type Desk } from './desk.ts'
import { browserOf } from './desk-browser.ts'

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let bus: Bus
  let frames: SocketFrame[]
  let isEnded: boolean
  beforeAll(async () => { db = await open() })
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    bus = openBus({ prefix: 'test', log: silentLog })
    desk = openDesk(db, { hint: bus.hint })
    frames = []
    isEnded = false
  })
  afterEach(async () => {
    vi.useRealTimers()
    await desk.room.close()
    await bus.close()
  })

  const signIn = async (name: string): Promise<{ agent: SignedIn; cookies: string }> => {
    const email = `${name}-${newId()}@desk.example`
    const added = await addAgent(db, { email, name, password: null, role: 'agent' }, desk.clock.now())
    if (added === 'email-taken') throw new Error('a fresh address is free')
    const { cookie: cookies } = await browserOf(db, added.id, desk.clock.now())
    return { agent: (await desk.room.agentOfCookies(cookies))!, cookies }
  }
  const follow = ({ agent, cookies }: { agent: SignedIn; cookies: string }) => desk.room.follow(agent, {
    cookies, onHint: bus.onHint, send: (frame) => { frames.push(SocketFrame.parse(frame)) }, end: () => { isEnded = true },
  })
  const kinds = () => frames.map((frame) => frame.kind)

  describe('a console’s line', () => {
    test('is told at once to look again, and a storm of hints is told twice, not a hundred times', async () => {
      follow(await signIn('Mei'))
      for (let hints = 0; hints < 100; hints++) desk.room.hintConsoles('any')
      expect(kinds()).toEqual(['look-again'])
      await vi.waitFor(() => { expect(kinds()).toEqual(['look-again', 'look-again']) }, { timeout: 100_000 })
    })

    test('hears a colleague typing, not itself', async () => {
      const [mei, omar] = [await signIn('Mei'), await signIn('Omar')]
      await desk.room.heartbeat(mei.agent)
      follow(mei)
      const id = await desk.waiting()
      frames.length = 0
      const route = deskRoutes.find((one) => one.path.endsWith('/typing'))!
      for (const { agent, cookies } of [mei, omar]) {
        await desk.room.answer(route, {
          headers: { 'content-type': 'application/json', 'cookie': cookies, 'x-baton-csrf': agent.csrf }, params: { id }, query: new URLSearchParams(), body: new Uint8Array(), address: '127.0.0.1' })
      }
      expect(frames).toEqual([{ kind: 'typing', conversationId: id, agent: { id: omar.agent.id, name: 'Omar' } }])
    })

    test('ends within five seconds of signing out', async () => {
      const mei = await signIn('Mei')
      follow(mei)
      await vi.advanceTimersByTimeAsync(4_000)
      expect(isEnded).toBe(false)
      const route = deskRoutes.find((one) => one.path.endsWith('/sign-out'))!
      await desk.room.answer(route, {
        headers: { 'content-type': 'application/json', 'cookie': mei.cookies, 'x-baton-csrf': mei.agent.csrf }, params: {}, query: new URLSearchParams(), body: new Uint8Array(), address: '127.0.0.1' })
      await vi.advanceTimersByTimeAsync(4_000)
      await until(() => isEnded)
      expect(kinds().at(-1)).toBe('signed-out')
    })

    test('ends within five seconds of a change of role', async () => {
      const mei = await signIn('Mei')
      follow(mei)
      await db.query(`update agent set role = 'auditor' where id = $1`, [mei.agent.id])
      await vi.advanceTimersByTimeAsync(4_000)
      await until(() => isEnded)
    })

    test('that is closed hears nothing more', async () => {
      const stop = follow(await signIn('Mei'))
      stop()
      desk.room.hintConsoles('any')
      expect(frames).toEqual([])
    })
  })
})
