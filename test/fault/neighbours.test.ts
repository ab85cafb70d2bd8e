// What Baton stands on goes away and comes back, or a second Baton is started beside it.
import { afterEach, expect, inject, test } from 'vitest'
import { startBaton, spawnBaton, type BatonProcess } from '../baton-process.ts'
import { openDirectLineChat, type DirectLineChat } from '../chat-by-direct-line.ts'
import { until, untilDone } from '../patience.ts'
import { startPostgres } from '../postgres.ts'
import { prepareShop } from '../real-shop.ts'
import { startRedis } from '../redis.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => { for (const clean of cleanups.splice(0).toReversed()) await clean() })

async function place(postgres?: string) {
  const made = await prepareShop(postgres)
  cleanups.push(() => made.remove())
  return made
}

async function start(settings: Parameters<typeof startBaton>[0]): Promise<BatonProcess> {
  const baton = await startBaton(settings)
  cleanups.push(() => baton.stop())
  return baton
}

const answersTo = async (chat: DirectLineChat) => (await chat.reads()).filter(({ type, channelData, from }) => type === 'message' && !channelData?.clientActivityID && from.role === 'bot').length

/** Says a line and waits for one more answer than there was. */
async function ask(chat: DirectLineChat, text: string): Promise<void> {
  const before = await answersTo(chat)
  await chat.says(text)
  await until(async () => (await answersTo(chat)) > before, { instead: () => `no answer to "${text}"` })
}

test('a second process on one data folder refuses to start, says why, and leaves the first one alone', async () => {
  const { dataDir } = await place()
  const first = await start({ dataDir })
  const second = await spawnBaton({ dataDir })
  expect(await second.ended).toBe(1)
  expect(second.output()).toContain(`Another Baton (process ${first.pid}) is using the data folder`)
  await ask(await openDirectLineChat(() => first.url), 'hello')
})

test('two processes on one PostgreSQL take a conversation in turns, in order, each message once', async () => {
  const shop = await place(inject('postgresUrl'))
  const redis = await startRedis()
  cleanups.push(() => redis.stop())
  const environment = { REDIS_URL: redis.url, BATON_SECRET: 'the-same-secret-of-both-replicas-0123456789' }
  const both = [await start({ ...shop, environment }), await start({ ...shop, environment })]
  let turn = 0
  const chat = await openDirectLineChat(() => both[turn++ % 2]!.url)
  const texts = ['how much is shipping?', 'how can I pay?', 'what are your opening hours?', 'how long does delivery take?', 'how much is shipping?', 'how can I pay?']
  await Promise.all(texts.map((text) => chat.says(text)))
  const ledger = () => shop.look(async (db) => (await db.query<{ done: number; answers: number; late: number }>(
    `select (select count(*)::int from inbox where state = 'done') as done, (select count(distinct seq)::int from outbox where state = 'sent') as answers,
       (select count(*)::int from outbox where state <> 'sent') as late`)).rows[0]!)
  await until(async () => { const { done, late } = await ledger(); return done === texts.length && late === 0 })
  const { answers } = await ledger()
  expect(answers).toBeGreaterThanOrEqual(texts.length)
  expect(await answersTo(chat)).toBe(answers)
  for (const baton of both) await baton.stop()
  expect(await ledger()).toEqual({ done: texts.length, answers, late: 0 })
})

test('Redis stops in the middle of a talk: no message is lost, the talk goes on', async () => {
  const shop = await place(inject('postgresUrl'))
  const redis = await startRedis()
  const baton = await start({ ...shop, environment: { REDIS_URL: redis.url } })
  const chat = await openDirectLineChat(() => baton.url)
  await ask(chat, 'how much is shipping?')
  await redis.stop()
  await ask(chat, 'how can I pay?')
  await ask(chat, 'what are your opening hours?')
  expect(baton.hasEnded()).toBe(false)
})

test('PostgreSQL is restarted in the middle of a talk: the process lives, every message is answered once', async () => {
  const server = await startPostgres()
  cleanups.push(() => server.stop())
  const shop = await prepareShop(server.url('postgres'))
  const baton = await start(shop)
  const chat = await untilDone(() => openDirectLineChat(() => baton.url))
  await ask(chat, 'how much is shipping?')
  await Promise.all([server.restart(), chat.says('how can I pay?')])
  await until(async () => (await answersTo(chat)) >= 3)
  await ask(chat, 'what are your opening hours?')
  expect(baton.hasEnded()).toBe(false)
  await baton.stop()
  const turns = await shop.look(async (db) => (await db.query<{ state: string; turns: number }>('select state, count(*)::int as turns from inbox group by state')).rows)
  expect(turns).toEqual([{ state: 'done', turns: 3 }])
})
