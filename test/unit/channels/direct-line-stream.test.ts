import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openDirectLineServer, started } from './direct-line-server.ts'

let close: (() => Promise<void>) | null = null
afterEach(async () => {
  await close?.()
  close = null
})

async function opened() {
  const server = await openDirectLineServer()
  close = server.close
  return server
}

const hello = { type: 'message', text: 'hello' }

describe('streams', () => {
  async function listen(url: string, options: { origin?: string } = {}) {
    const socket = new WebSocket(url, options)
    const frames: { activities: { text?: string; type: string }[]; watermark: string }[] = []
    const ended = new Promise<number>((resolve) => { socket.on('close', resolve) })
    socket.on('message', (data: Buffer) => { if (data.length > 0) frames.push(JSON.parse(data.toString('utf8'))) })
    const status = await new Promise<number>((resolve) => {
      socket.on('open', () => resolve(101))
      socket.on('unexpected-response', (_request, response) => { resolve(response.statusCode!); socket.terminate() })
      socket.on('error', () => {})
    })
    const texts = () => frames.flatMap(({ activities }) => activities.map(({ text, type }) => text ?? type))
    return { socket, status, frames, ended, texts }
  }

  /** Ana's page, which has been told the welcome. */
  const welcomed = async () => {
    const server = await opened()
    const ana = await started(server)
    const page = await listen(ana.streamUrl)
    await expect.poll(() => page.texts()).toEqual(['Welcome'])
    return { server, ana, page }
  }

  test('tell two pages of one conversation everything in order, with one read for both', async () => {
    const server = await opened()
    const ana = await started(server)
    const [one, two] = [await listen(ana.streamUrl), await listen(ana.streamUrl)]
    await expect.poll(() => two.texts()).toEqual(['Welcome'])
    const before = server.counts.reads
    for (const text of ['a', 'b', 'c']) server.say(ana.id, text)
    await expect.poll(() => one.texts()).toEqual(['Welcome', 'a', 'b', 'c'])
    await expect.poll(() => two.texts()).toEqual(['Welcome', 'a', 'b', 'c'])
    expect(server.counts.reads - before).toBeLessThanOrEqual(2)
    for (const { socket } of [one, two]) socket.close()
    await expect.poll(() => server.listenersOf(ana.id)).toBe(0)
  })

  test('show what came about in this process without a read, and read when a word of another one is missing', async () => {
    const { server, ana, page } = await welcomed()
    const before = server.counts.reads
    for (const text of ['a', 'b']) server.say(ana.id, text)
    await expect.poll(() => page.texts()).toEqual(['Welcome', 'a', 'b'])
    server.hint(ana.id, 3)
    expect(server.counts.reads - before).toBe(0)
    server.sayUnheard(ana.id, 'elsewhere')
    server.say(ana.id, 'd')
    await expect.poll(() => page.texts()).toEqual(['Welcome', 'a', 'b', 'elsewhere', 'd'])
    expect(server.counts.reads - before).toBe(1)
    server.sayUnheard(ana.id, 'e')
    server.hint(ana.id, 6)
    await expect.poll(() => page.texts().at(-1)).toBe('e')
    expect(server.counts.reads - before).toBe(2)
    page.socket.close()
  })

  test('look once more for a word that was spoken of when it could not be shown yet', async () => {
    const { server, ana, page } = await welcomed()
    server.hint(ana.id, 3)
    await expect.poll(() => server.counts.reads).toBe(2)
    server.say(ana.id, 'b')
    await expect.poll(() => page.texts()).toEqual(['Welcome', 'b'])
    expect(server.counts.reads).toBe(3)
    page.socket.close()
  })

  test('read the name of an agent who speaks for the first time', async () => {
    const { server, ana, page } = await welcomed()
    server.say(ana.id, 'Lee here', { speaker: 'agent', agentId: 'lee' })
    await expect.poll(() => page.frames.at(-1)!.activities.at(-1)).toMatchObject({ text: 'Lee here', from: { name: 'Lee' } })
    page.socket.close()
  })

  test('resume by watermark', async () => {
    const server = await opened()
    const ana = await started(server)
    server.say(ana.id, 'missed')
    const { body } = await server.call('GET', `/conversations/${ana.id}?watermark=1`, { token: ana.token })
    const page = await listen(body['streamUrl'])
    await expect.poll(() => page.texts()).toEqual(['missed'])
    expect(page.frames[0]!.watermark).toBe('2')
  })

  test('are shut to a stranger\'s page, a used-up address, another conversation', async () => {
    const server = await opened()
    const [ana, bo] = [await started(server), await started(server)]
    expect((await listen(ana.streamUrl, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await listen(ana.streamUrl.replace(ana.id, bo.id))).status).toBe(403)
    expect((await listen(ana.streamUrl.replace(/t=.*/, `t=${ana.token}`))).status).toBe(401)
    server.clock.advance(61_000)
    expect((await listen(ana.streamUrl)).status).toBe(403)
  })

  test('end with a frame that is too big, and the server lives on', async () => {
    const server = await opened()
    const ana = await started(server)
    const page = await listen(ana.streamUrl)
    expect(page.status).toBe(101)
    page.socket.send('x'.repeat(70_000))
    expect(await page.ended).toBe(1009)
    expect((await ana.post(hello)).status).toBe(200)
  })

  test('show the bot typing when its answer takes a moment', async () => {
    const server = await opened()
    const ana = await started(server)
    const page = await listen(ana.streamUrl)
    await ana.post(hello)
    await expect.poll(() => page.texts()).toEqual(['Welcome', 'hello', 'typing'])
    server.say(ana.id, 'here')
    await expect.poll(() => page.texts()).toEqual(['Welcome', 'hello', 'typing', 'here'])
  })
})
