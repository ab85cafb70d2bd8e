import { afterEach, describe, expect, test } from 'vitest'
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

describe('uploads', () => {
  const png = new Blob([Buffer.from('\x89PNG\r\n\x1a\npicture', 'latin1')], { type: 'image/png' })
  const formWith = (files: Blob[], activity: unknown = { type: 'message' }) => {
    const form = new FormData()
    form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }))
    for (const [index, file] of files.entries()) form.append('file', file, `photo-${index}.png`)
    return form
  }

  test('are kept with their message, and opened only by their own link', async () => {
    const server = await opened()
    const ana = await started(server)
    const sent = await server.call('POST', `/conversations/${ana.id}/upload?userId=${encodeURIComponent(ana.userId)}`, { token: ana.token, body: formWith([png, png]) })
    expect(sent.status).toBe(200)
    expect(server.received[0]!.attachments.map(({ name }) => name)).toEqual(['photo-0.png', 'photo-1.png'])
    const { body } = await server.call('GET', `/conversations/${ana.id}/activities?watermark=1`, { token: ana.token })
    const [first, second] = body['activities'][0].attachments.map(({ contentUrl }: { contentUrl: string }) => new URL(contentUrl)) as [URL, URL]
    const picture = await server.call('GET', first.href)
    expect([picture.status, picture.headers.get('content-disposition')]).toEqual([200, "inline; filename*=UTF-8''photo-0.png"])
    first.search = second.search
    expect((await server.call('GET', first.href)).status).toBe(403)
    server.clock.advance(26 * 3600_000)
    expect((await server.call('GET', second.href)).status).toBe(403)
  })

  test('may be one bare file', async () => {
    const server = await opened()
    const ana = await started(server)
    const { status } = await server.call('POST', `/conversations/${ana.id}/upload?userId=${encodeURIComponent(ana.userId)}`, {
      token: ana.token, body: new Uint8Array(await png.arrayBuffer()), headers: { 'content-type': 'image/png', 'content-disposition': 'name="file"; filename="cup.png"' },
    })
    expect([status, server.received[0]!.attachments[0]!.name]).toEqual([200, 'cup.png'])
  })

  const boundary = { 'content-type': 'multipart/form-data; boundary=x' }
  test.each<[string, number, { body: unknown; headers?: Record<string, string> }]>([
    ['of a file that is no picture', 415, { body: formWith([new Blob(['#!/bin/sh'], { type: 'image/png' })]) }],
    ['of too many files', 400, { body: formWith(Array.from({ length: 6 }, () => png)) }],
    ['of 60,000 tiny parts', 400, { body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(60_000), headers: boundary }],
    ['that breaks off', 400, { body: '--x\r\nContent-Disposition: form-da', headers: boundary }],
    ['without a boundary', 400, { body: 'x', headers: { 'content-type': 'multipart/form-data' } }],
    ['with an activity that is no JSON', 400, { body: '--x\r\nContent-Disposition: form-data; name="activity"\r\n\r\n{\r\n--x--\r\n', headers: boundary }],
    ['of more than 5 MB', 413, { body: new Uint8Array(6_000_000) }],
    ['of nothing', 400, { body: '', headers: { 'content-type': 'image/png' } }],
  ])('%s are answered %i', async (_name, expected, request) => {
    const server = await opened()
    const ana = await started(server)
    const answer = await server.call('POST', `/conversations/${ana.id}/upload?userId=${encodeURIComponent(ana.userId)}`, { token: ana.token, ...request })
    expect(answer.status).toBe(expected)
    expect(server.received).toEqual([])
  })
})
