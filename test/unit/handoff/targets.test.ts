import { describe, expect, test } from 'vitest'
import { targetSettingsOf } from '../../../bot/handoff-target.ts'
import { readConfig } from '../../../core/config.ts'
import { retryAfter } from '../../../core/retry-after.ts'
import type { DeskMessage } from '../../../handoff/contract.ts'
import { transcriptNote } from '../../../handoff/targets/chatwoot/card-note.ts'
import { backOffMs } from '../../../handoff/targets/send.ts'
import { checkSignature, signatureOf } from '../../../handoff/targets/signature.ts'
import { targetNote } from '../../../handoff/targets/target-words.ts'

describe('the setting of an outside desk', () => {
  const chatwoot = { HANDOFF_TARGET: 'chatwoot', CHATWOOT_URL: 'https://chat.example', CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_INBOX_ID: '2', CHATWOOT_API_TOKEN: 'token', CHATWOOT_WEBHOOK_SECRET: 'secret of it' }
  const webhook = { HANDOFF_TARGET: 'webhook', HANDOFF_WEBHOOK_URL: 'https://desk.example/hook', HANDOFF_WEBHOOK_KEYS: 'new:0123456789abcdef, old:fedcba9876543210' }

  test('is none to begin with', () => {
    expect(targetSettingsOf(readConfig({}))).toBeNull()
  })

  test('takes keys by name, the first signs', () => {
    expect(targetSettingsOf(readConfig(webhook))).toEqual({
      kind: 'webhook', url: 'https://desk.example/hook', keys: [{ id: 'new', secret: '0123456789abcdef' }, { id: 'old', secret: 'fedcba9876543210' }], acceptWithinMs: 600_000,
    })
  })

  test.each(['CHATWOOT_URL', 'CHATWOOT_ACCOUNT_ID', 'CHATWOOT_INBOX_ID', 'CHATWOOT_API_TOKEN', 'CHATWOOT_WEBHOOK_SECRET'])('for Chatwoot names %s when it is missing', (name) => {
    expect(targetSettingsOf(readConfig(chatwoot))).toMatchObject({ kind: 'chatwoot', inboxId: 2, webhookToken: null })
    expect(() => targetSettingsOf(readConfig({ ...chatwoot, [name]: '' }))).toThrow(name)
  })

  test.each(['HANDOFF_WEBHOOK_URL', 'HANDOFF_WEBHOOK_KEYS'])('for a webhook names %s when it is missing', (name) => {
    expect(() => targetSettingsOf(readConfig({ ...webhook, [name]: '' }))).toThrow(name)
  })

  test.each([['HANDOFF_TARGET', 'zendesk'], ['HANDOFF_WEBHOOK_KEYS', 'short:secret'], ['HANDOFF_WEBHOOK_URL', 'ftp://desk.example'], ['CHATWOOT_WEBHOOK_TOKEN', 'short']])('%s=%s cannot be used', (name, value) => {
    expect(() => readConfig({ ...webhook, [name]: value })).toThrow(name)
  })
})

describe('a signature', () => {
  // Made with `printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef`.
  const known = 'sha256=9eb18f493f8ec135d9eb2dad817c369bb4e9cbfa818657897a7437c1cd8c3a23'
  const keys = [{ id: 'one', secret: '0123456789abcdef' }]
  const body = Buffer.from('{"a":1}')
  const now = 1_700_000_000_000

  test('is what any other program makes of the same', () => {
    expect(signatureOf(keys[0]!.secret, '1700000000', body)).toBe(known)
    expect(checkSignature(keys, { keyId: 'one', timestamp: '1700000000', signature: known, body }, now + 299_000)).toBe('right')
  })

  test.each([
    ['stale', { timestamp: '1700000000' }, 301_000], ['stale', { timestamp: '1700000000' }, -301_000], ['stale', { timestamp: 'x' }, 0], ['unsigned', { timestamp: undefined }, 0], ['unsigned', { signature: undefined }, 0],
    ['wrong', { keyId: 'two' }, 0], ['wrong', { body: Buffer.from('{"a":2}') }, 0], ['wrong', { timestamp: '1700000001' }, 0], ['wrong', { signature: 'sha256=' }, 0],
  ] as const)('is %s with %o', (result, change, later) => {
    expect(checkSignature(keys, { keyId: null, timestamp: '1700000000', signature: known, body, ...change }, now + later)).toBe(result)
  })
})

test('the wait before another attempt doubles up to half a minute, with a quarter of jitter', () => {
  expect([1, 2, 3, 6, 7, 20].map((attempts) => backOffMs(attempts, 0.5))).toEqual([1000, 2000, 4000, 32_000, 32_000, 32_000])
  expect([backOffMs(1, 0), backOffMs(1, 1)]).toEqual([875, 1125])
})

test.each([['3', 3000], ['Thu, 01 Jan 1970 00:00:10 GMT', 10_000], ['soon', undefined], ['Wed, 31 Dec 1969 00:00:00 GMT', undefined], [null, undefined]])('Retry-After %s', (header, ms) => {
  expect(retryAfter(header, 0).retryAfterMs).toBe(ms)
})

describe('what agents read', () => {
  const line = (seq: number, text: string, change: Partial<DeskMessage> = {}): DeskMessage => ({
    conversationId: '', seq, id: '', speaker: 'shopper', kind: 'text', text, agent: null, attachments: [], choices: [], delivery: null, createdAt: 0, ...change,
  })

  test('a transcript names who speaks, and files by name; marks are left out', () => {
    const note = transcriptNote([line(1, 'hi'), line(2, 'Hello!', { speaker: 'bot' }), line(3, 'handoff.accepted', { speaker: 'system', kind: 'event' }), line(4, '', { attachments: [{ id: 'a', contentType: 'image/png', name: 'a.png', size: 1 }] })], 'Ana', 'en')
    expect(note).toBe('**What was said**\n\nAna: hi\n\nBot: Hello!\n\nAna: [file: a.png]')
  })

  test('of a long one the end is kept', () => {
    const note = transcriptNote(Array.from({ length: 300 }, (_, index) => line(index, `${index} ${'x'.repeat(200)}`)), null, 'zh')
    expect(note.length).toBeLessThan(20_500)
    expect(note).toContain('顾客：299 ')
    expect(note).not.toContain('顾客：0 ')
  })

  test('the note of a handoff that came back is in their language', () => {
    expect(targetNote('unreachable', 'zh-Hant', 'Chatwoot')).toContain('无法连接 Chatwoot')
    expect(targetNote('declined', 'fr', 'Chatwoot')).toContain('has given the conversation back')
  })
})
