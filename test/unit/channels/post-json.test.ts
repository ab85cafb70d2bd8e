import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { OtherSystemError } from '../../../core/errors.ts'
import { postJson } from '../../../bot/channels/bot-framework/post-json.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => { for (const close of open.splice(0)) await close() })

async function serviceThat(answers: (request: IncomingMessage, response: ServerResponse, body: string) => void): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => { parts.push(part) })
    request.on('end', () => { answers(request, response, Buffer.concat(parts).toString('utf8')) })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const close = () => new Promise<void>((resolve) => {
    server.close(() => { resolve() })
    server.closeAllConnections()
  })
  open.push(close)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

const patient = () => new AbortController().signal

test('a post carries its path, headers and words in any script, and tells what was answered', async () => {
  const heard: unknown[] = []
  const { url } = await serviceThat(({ method, url: path, headers }, response, body) => {
    heard.push([method, path, headers['content-type'], headers['authorization'], Number(headers['content-length']), body])
    // restify, loaded in the same process, changes writeHead so that it returns nothing.
    response.writeHead(201, { 'content-type': 'application/json' })
    response.end('{"id":"收到"}')
  })
  const body = JSON.stringify({ text: '您的包裹 📦' })
  expect(await postJson(`${url}/v3/conversations/a%3Bb/activities`, body, { authorization: 'Bearer x' }, patient())).toEqual({ status: 201, retryAfter: null, text: '{"id":"收到"}' })
  expect(await postJson(`${url}/v3/ü?a=b c`, body, {}, patient())).toMatchObject({ status: 201 })
  expect(heard).toEqual([
    ['POST', '/v3/conversations/a%3Bb/activities', 'application/json', 'Bearer x', Buffer.byteLength(body), body],
    ['POST', '/v3/%C3%BC?a=b%20c', 'application/json', undefined, Buffer.byteLength(body), body],
  ])
})

test('a refusal is an answer too, with the time after which to try again; a redirect is not followed', async () => {
  const { url } = await serviceThat(({ url: path }, response) => {
    response.writeHead(path === '/busy' ? 429 : 302, { 'Retry-After': '7', location: '/busy' })
    response.end()
  })
  expect(await postJson(`${url}/busy`, '{}', {}, patient())).toEqual({ status: 429, retryAfter: '7', text: '' })
  expect(await postJson(`${url}/moved`, '{}', {}, patient())).toMatchObject({ status: 302 })
})

test('who breaks off behind the status has taken the words', async () => {
  const { url } = await serviceThat((_request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('{"id":')
    setImmediate(() => { response.destroy() })
  })
  expect(await postJson(url, '{}', {}, patient())).toEqual({ status: 200, retryAfter: null, text: '' })
})

test('nobody there, no address, no status: another system’s error', async () => {
  const gone = await serviceThat(() => {})
  await gone.close()
  const mute = await serviceThat((_request, response) => { response.destroy() })
  for (const url of [gone.url, mute.url, 'http://', 'http://127.0.0.1:99999/']) await expect(postJson(url, '{}', {}, patient())).rejects.toThrow(OtherSystemError)
})

test('a post that is given up ends at once, and is written to nobody afterwards', async () => {
  const heard: string[] = []
  const giveUp = new AbortController()
  const { url } = await serviceThat(({ url: path }, response) => {
    heard.push(path!)
    if (path === '/slow') giveUp.abort()
    else response.end()
  })
  await expect(postJson(`${url}/slow`, '{}', {}, giveUp.signal)).rejects.toThrow(OtherSystemError)
  await expect(postJson(`${url}/too-late`, '{}', {}, giveUp.signal)).rejects.toThrow(OtherSystemError)
  const early = new AbortController()
  const posted = postJson(`${url}/early`, '{}', {}, early.signal)
  early.abort()
  await expect(posted).rejects.toThrow(OtherSystemError)
  await postJson(`${url}/next`, '{}', {}, patient())
  expect(heard).toEqual(['/slow', '/next'])
})
