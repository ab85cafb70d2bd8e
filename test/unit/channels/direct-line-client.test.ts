import { afterEach, describe, expect, test } from 'vitest'
import { openDirectLineClient } from '../../direct-line-client.ts'
import { directLineSecret, openDirectLineServer } from './direct-line-server.ts'

const closers: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function opened(webSocket: boolean, by: 'token' | 'secret' = 'token') {
  const server = await openDirectLineServer((say, { text }) => { say(`You said ${text}`, { choices: [{ title: 'Yes', value: 'yes' }] }) })
  closers.push(server.close)
  const { token, userId } = await server.generate()
  const line = openDirectLineClient({ domain: server.base, webSocket, pollingInterval: 200, ...(by === 'token' ? { token } : { secret: directLineSecret, userId: 'r_ana' }) })
  closers.push(line.end)
  return { server, line, userId }
}

describe.each([['over a WebSocket', true], ['by polling', false]] as const)('the real Direct Line client %s', (_name, webSocket) => {
  test('is welcomed, sends, sees its own words with their client id, and the answer with its choices', async () => {
    const { server, line, userId } = await opened(webSocket)
    await line.sees((activity) => activity.text === 'Welcome')
    const id = await line.post({ type: 'message', text: 'hello', from: { id: userId }, channelData: { clientActivityID: 'c1' } })
    const echo = await line.sees((activity) => activity.channelData.clientActivityID === 'c1')
    expect(echo).toMatchObject({ id, text: 'hello', from: { id: userId, role: 'user' } })
    const answer = await line.sees((activity) => activity.text === 'You said hello')
    expect(answer).toMatchObject({ from: { id: 'bot', name: 'Baton', role: 'bot' }, suggestedActions: { actions: [{ type: 'imBack', title: 'Yes', value: 'yes' }] } })
    server.say(server.received[0]!.conversation, 'Hi, Lee here', { speaker: 'agent', agentId: 'lee' })
    expect(await line.sees((activity) => activity.text === 'Hi, Lee here')).toMatchObject({ from: { name: 'Lee', role: 'bot' } })
    expect(line.activities.map((activity) => activity.text)).toEqual(['Welcome', 'hello', 'You said hello', 'Hi, Lee here'])
  })

  test('sends a picture and reads it back', async () => {
    const { server, line, userId } = await opened(webSocket)
    const picture = Buffer.from('\x89PNG\r\n\x1a\npicture', 'latin1')
    const contentUrl = `data:image/png;base64,${picture.toString('base64')}`
    await line.post({ type: 'message', text: '', from: { id: userId }, channelData: { clientActivityID: 'c2' }, attachments: [{ contentType: 'image/png', contentUrl, name: '图.png' }] })
    const echo = await line.sees((activity) => activity.channelData.clientActivityID === 'c2') as never as { attachments: { contentUrl: string; name: string }[] }
    expect(echo.attachments[0]!.name).toBe('图.png')
    const read = await fetch(echo.attachments[0]!.contentUrl)
    expect(Buffer.from(await read.arrayBuffer())).toEqual(picture)
    expect(read.headers.get('x-content-type-options')).toBe('nosniff')
    expect(server.received[0]!.attachments).toHaveLength(1)
  })

  test('works with the secret of the shop', async () => {
    const { line } = await opened(webSocket, 'secret')
    await line.sees((activity) => activity.text === 'Welcome')
    await line.post({ type: 'message', text: 'hello', from: { id: 'r_ana' }, channelData: { clientActivityID: 'c1' } })
    expect(await line.sees((activity) => activity.text === 'hello')).toMatchObject({ from: { id: 'r_ana', role: 'user' } })
  })
})
