import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { conversationById, emptyDialogState, saveDialog, transcript } from '../../core/conversation/index.ts'
import { newId } from '../../core/ids.ts'
import { openTestApp, settle, type TestApp } from '../app.ts'
import { eachDatabase } from '../databases.ts'

eachDatabase(() => {
  let stage: TestApp
  let id: string
  beforeAll(async () => { stage = await openTestApp() })
  afterAll(async () => { await stage.close() })
  beforeEach(async () => {
    const who = newId()
    const incoming = { channel: 'test', channelAccount: 'shop', conversation: who, address: {}, locale: 'en', shopper: { externalId: who, name: 'Bo', customerId: null } }
    id = (await stage.app.ports.receive({ ...incoming, externalId: who, text: 'hello', attachments: [] })).conversationId
    await settle(stage)
  })

  const notice = { reply: { key: 'handoff.accepted', data: { agent: 'Lee' } }, isNotice: true }
  const say = () => stage.app.db.transaction((tx) => stage.app.mouth.say(tx, id, notice))
  const heard = async () => (await transcript(stage.app.db, id)).filter(({ replyKey }) => replyKey === notice.reply.key).map(({ text }) => text)

  test('the same notice twice running comes in other words', async () => {
    for (let time = 0; time < 3; time++) await say()
    const texts = await heard()
    expect(texts).toHaveLength(3)
    expect(texts[1]).not.toBe(texts[0])
    expect(texts[2]).not.toBe(texts[1])
  })

  test('the same notice in the words of several at once, too', async () => {
    await say()
    await stage.app.db.transaction((tx) => stage.app.mouth.sayInMany(tx, [{ conversationId: id, sayings: [notice, notice] }]))
    const texts = await heard()
    expect([texts[1] === texts[0], texts[2] === texts[1]]).toEqual([false, false])
  })

  test('what is remembered of a notice never takes back what a turn has saved meanwhile', async () => {
    const { db, mouth } = stage.app
    const meanwhile = { ...emptyDialogState(), tried: ['meanwhile'] }
    // Between reading the conversation and saying the words, another process saves the dialog.
    await db.transaction(async (tx) => {
      await mouth.say({ query: async (text, values) => {
        if (text.startsWith('with input')) await saveDialog(tx, id, meanwhile)
        return tx.query(text, values)
      } }, id, notice)
    })
    expect((await conversationById(db, id))!.dialog).toEqual(meanwhile)
    expect(await heard()).toHaveLength(1)
  })

  test('a notice changes nothing of the dialog but the words said last, and no turn is computed anew for it', async () => {
    const before = (await conversationById(stage.app.db, id))!
    await say()
    const after = (await conversationById(stage.app.db, id))!
    expect(after.version).toBe(before.version)
    expect({ ...after.dialog, lastVariant: {} }).toEqual({ ...before.dialog, lastVariant: {} })
  })
})
