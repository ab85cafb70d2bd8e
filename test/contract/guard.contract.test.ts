// The guard between an agent and the shopper: what it finds is seen before it is sent, held back where a rule says so, and on record.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { GuardHit, GuardResult } from '../../core/conversation/index.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { GuardAnswer } from '../../handoff/contract.ts'
import type { Actor } from '../../handoff/index.ts'
import { eachDatabase } from '../databases.ts'
import { ask, browserOf, codeOf } from './desk-browser.ts'
import { count, openFreshDesk, type Desk } from './desk.ts'

// A guard of three rules at the rim; the real one has its own suites (test/unit/nlp-models/guard.test.ts).
const rules: [RegExp, Pick<GuardHit, 'rule' | 'deed'>][] = [
  [/always/, { rule: 'absolutes', deed: 'warn' }], [/compensate/, { rule: 'promise-amount', deed: 'reason' }], [/\+44 7\d+|wechat/i, { rule: 'elsewhere', deed: 'block' }],
]
function guard(text: string, _language: string, known: string[] = []): GuardResult {
  const hits = rules.flatMap(([pattern, rule]) => {
    const found = pattern.exec(text)
    return found && !known.includes(found[0]) ? [{ ...rule, label: rule.rule, start: found.index, end: found.index + found[0].length, text: found[0], instead: ['another wording'] }] : []
  })
  return { hits, promises: text.includes('compensate') ? [{ text: 'We compensate you.', kind: 'amount' as const }] : [] }
}

eachDatabase((_name, open) => {
  let db: OpenedDatabase
  let desk: Desk
  let mei: Actor
  let id: string
  beforeAll(async () => { db = await open() })
  beforeEach(async () => {
    desk = await openFreshDesk(db, { guard })
    mei = await desk.hire('Mei')
    await desk.room.heartbeat(mei)
    id = await desk.waiting()
    await desk.room.claim(id, mei)
  })
  const say = (text: string, acknowledged?: { rule: string; reason: string }[], key = newId()) => desk.room.reply(id, mei, { text, attachments: [], key, ...(acknowledged ? { acknowledged } : {}) })
  const kept = async () => (await db.query<{ rule: string; deed: string; outcome: string }>('select rule, deed, outcome from guard_hit order by found_at, id')).rows.map((row) => Object.values(row).join(' '))

  test('a warning goes out once it was seen', async () => {
    expect(await say('It is always so.')).toMatchObject({ no: 'guarded', hits: [{ rule: 'absolutes', deed: 'warn', text: 'always', instead: ['another wording'] }] })
    expect(await desk.said(id)).not.toContain('It is always so.')
    expect(await say('It is always so.', [{ rule: 'absolutes', reason: '' }])).toBe('said')
    expect(await desk.said(id)).toContain('It is always so.')
    expect(await kept()).toEqual(['absolutes warn held-back', 'absolutes warn sent'])
  })

  test('a rule that asks for a reason wants one, and keeps it', async () => {
    expect(await say('We compensate you.', [{ rule: 'promise-amount', reason: '' }])).toMatchObject({ no: 'guarded' })
    expect(await say('We compensate you.', [{ rule: 'promise-amount', reason: 'the lead agreed' }])).toBe('said')
    const { rows } = await db.query<{ personal: { reason: string } }>(`select personal from guard_hit where outcome = 'sent'`)
    expect(rows.map((row) => row.personal.reason)).toEqual(['the lead agreed'])
    // What is promised is kept once the words are out, and not before.
    expect(await count(db, 'select count(*) from promise')).toBe(1)
  })

  test('what is blocked never goes out, whatever is acknowledged', async () => {
    expect(await say('Write me on WeChat.', [{ rule: 'elsewhere', reason: 'they asked me to' }])).toMatchObject({ no: 'guarded' })
    expect(await kept()).toEqual(['elsewhere block held-back'])
    // The same press of the button, with other words: it has not been sent yet.
    const key = newId()
    await say('my wechat', [], key)
    expect(await say('Write to us here.', [], key)).toBe('said')
  })

  test('the shopper’s own number may be said to them', async () => {
    expect(await say('Is +44 7700 right?')).toMatchObject({ no: 'guarded' })
    await db.query(`update conversation set personal_dialog = $2 where id = $1`, [id, JSON.stringify({
      active: null, aside: [], facts: { phone: { name: 'phone', value: '+44 7700', confirmedBy: 'shopper' } }, provenOrders: [], failedProofs: 0, misses: 0, lastIntent: null, lastVariant: {}, tried: [] })])
    expect(await say('Is +44 7700 right?')).toBe('said')
  })

  test('a text can be read before it is sent, with what it asks for needlessly; over the wire a hit is a refusal with the hits', async () => {
    const browser = await browserOf(db, mei.id, desk.clock.now())
    const { status, body } = await ask(desk, 'POST', `/api/desk/conversations/${id}/guard`, { browser, body: { text: 'We compensate you. What is your order number?' } })
    expect(status).toBe(200)
    expect(GuardAnswer.parse(body)).toMatchObject({
      hits: [{ rule: 'promise-amount' }], known: [{ name: 'order-number', label: 'order number', value: '1001' }], promises: [{ kind: 'compensation', dueAt: null }],
    })
    expect(await kept()).toEqual([])
    const refused = await ask(desk, 'POST', `/api/desk/conversations/${id}/reply`, { browser, body: { text: 'always', key: newId() } })
    expect(codeOf(refused)).toEqual([409, 'guarded'])
    expect(refused.body).toMatchObject({ error: { hits: [{ rule: 'absolutes' }] } })
    expect((await ask(desk, 'POST', `/api/desk/conversations/${id}/reply`, { browser, body: { text: 'always', key: newId(), acknowledged: [{ rule: 'absolutes' }] } })).status).toBe(200)
  })
})
