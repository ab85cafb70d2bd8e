// The whole way with the real bot and server: a shopper asks for a person, somebody at another desk answers.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../bot/app.ts'
import type { Server } from '../../bot/server.ts'
import { openAppServer } from '../../bot/start.ts'
import { openTestApp, settle, type TestApp } from '../app.ts'
import { databaseName } from '../databases.ts'
import { openOutsideDesk, signedBy, type OutsideDesk } from '../outside-desk.ts'
import { writeSmallContent } from '../small-content.ts'

const key = { id: 'shared', secret: 'a-secret-of-the-two-desks' }
const operatorToken = 'a token of the operator'

describe(databaseName, () => {
  let other: OutsideDesk
  let opened: TestApp
  let app: App
  let server: Server
  let url: string
  const folder = mkdtempSync(join(tmpdir(), 'baton-content-'))
  beforeAll(async () => {
    other = await openOutsideDesk()
    opened = await openTestApp({ contentDir: smallContent() }, { HANDOFF_TARGET: 'webhook', HANDOFF_WEBHOOK_URL: other.url, HANDOFF_WEBHOOK_KEYS: `${key.id}:${key.secret}`, OPERATOR_TOKEN: operatorToken })
    app = opened.app
    server = openAppServer(app)
    url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`
    await app.sweep()
  })
  afterAll(async () => {
    await server.close()
    await opened.close()
    await other.close()
    rmSync(folder, { recursive: true })
  })

  // What the bot says around people is the shipped words.
  const smallContent = () => {
    for (const language of ['en', 'zh']) cpSync(join(import.meta.dirname, `../../nlp-models/content/${language}/handoff.replies.md`), join(folder, language, 'handoff.replies.md'))
    return writeSmallContent(folder)
  }
  let sent = 0
  const says = async (who: string, text: string) => {
    sent += 1
    await app.ports.receive({
      channel: opened.channel.name, channelAccount: 'shop', conversation: who, externalId: `outside-${sent}`, address: {}, locale: 'en', shopper: { externalId: who, name: who, customerId: null }, text, attachments: [],
    })
    await settle(opened)
  }
  const answers = async (handoffId: string, path: 'status' | 'messages', body: object) => {
    const text = JSON.stringify({ id: `their-${path}`, handoffId, ...body })
    const headers = { 'content-type': 'application/json', ...signedBy(key, text, opened.clock.now()) }
    const { status } = await fetch(`${url}/api/handoffs/${handoffId}/${path}`, { method: 'POST', body: text, headers })
    await settle(opened)
    return status
  }
  const told = () => other.calls.map(({ body }) => JSON.parse(body.toString()) as { name?: string; text?: string; value?: { Card: { handoffId: string } }; attachments?: { name: string }[]; channelData?: unknown })
  const heard = () => opened.channel.heard.filter(({ message }) => message.kind === 'text').map(({ message }) => message.text)

  test('a shopper who asks for a person talks to one at the other desk, and is back with the bot afterwards', async () => {
    await says('Ana', 'let me talk to a human')
    const [initiate] = told()
    expect(initiate).toMatchObject({ type: 'event', name: 'handoff.initiate', attachments: [{ name: 'Transcript' }] })
    const { handoffId } = initiate!.value!.Card
    const asked = await fetch(`${url}/api/handoffs/${handoffId}/initiate`, { headers: { authorization: `Bearer ${operatorToken}` } })
    const { channelData: _ours, ...event } = initiate!
    expect(await asked.json()).toEqual(event)

    expect(await answers(handoffId, 'status', { state: 'accepted', agent: { name: 'Jo' } })).toBe(200)
    expect(heard().at(-1)).toContain('Jo')
    expect(await answers(handoffId, 'messages', { agent: { name: 'Jo' }, text: 'Which order is it?' })).toBe(200)
    expect(heard().at(-1)).toBe('Which order is it?')
    await says('Ana', '1001')
    expect(told().map((one) => one.text ?? one.name)).toEqual(['handoff.initiate', '1001'])
    expect(heard().at(-1)).toBe('Which order is it?')

    expect(await answers(handoffId, 'status', { state: 'completed', agent: { name: 'Jo' }, next: 'bot' })).toBe(200)
    await says('Ana', 'good morning')
    expect(heard().at(-1)).not.toBe('Which order is it?')
    expect(told()).toHaveLength(2)
    expect(await app.metrics.text()).toContain('baton_handoff_target_calls_total{target="webhook",outcome="sent"} 2')
  })

  test('a body changed on its way is refused', async () => {
    other.calls.length = 0
    await says('Bo', 'let me talk to a human')
    const { handoffId } = told()[0]!.value!.Card
    const text = JSON.stringify({ id: '1', handoffId, state: 'accepted', agent: { name: 'Jo' } })
    const headers = { 'content-type': 'application/json', ...signedBy(key, text, opened.clock.now()) }
    const { status } = await fetch(`${url}/api/handoffs/${handoffId}/status`, { method: 'POST', body: text.replace('Jo', 'Al'), headers })
    expect(status).toBe(401)
  })
})
