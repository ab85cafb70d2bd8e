import { afterEach, expect, test } from 'vitest'
import { openAttemptLimits, type AttemptLimits } from '../../core/auth.ts'
import { until } from '../patience.ts'
import { startRedis } from '../redis.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => { for (const cleanup of cleanups.splice(0).reverse()) await cleanup() })

const opened = (redisUrl: string, warn: (line: string) => void = () => {}): AttemptLimits => {
  const limits = openAttemptLimits({ redisUrl, prefix: 'test', log: { warn: (_fields, line) => { warn(line) } } })
  cleanups.push(() => limits.close())
  return limits
}
/** The first attempts of a fresh client may come before its connection; they count in the process alone. */
const connected = (limits: AttemptLimits, other: AttemptLimits) => until(async () => {
  const pair = [`probe-${Math.random()}`, '10.9.9.9'] as const
  for (let count = 0; count < 6; count++) await limits.attempt(...pair)
  return await other.attempt(...pair) !== 'go-on'
})

test('replicas count attempts at a password together; the right password on one forgives on all', async () => {
  const redis = await startRedis()
  cleanups.push(() => redis.stop())
  const [one, other] = [opened(redis.url), opened(redis.url)]
  await connected(one, other)
  for (let count = 0; count < 3; count++) {
    expect(await one.attempt('mei', '10.0.0.1')).toBe('go-on')
    expect(await other.attempt('mei', '10.0.0.1')).toBe('go-on')
  }
  for (const limits of [one, other]) expect(await limits.attempt('mei', '10.0.0.1')).toHaveProperty('retryAfterMs')
  await one.succeed('mei', '10.0.0.1')
  expect(await other.attempt('mei', '10.0.0.1')).toBe('go-on')
})

test('while Redis is away each process counts for itself: nobody is locked out by it, and a guesser is stopped all the same', async () => {
  const redis = await startRedis()
  const warnings: string[] = []
  const [one, other] = [opened(redis.url, (line) => { warnings.push(line) }), opened(redis.url)]
  await connected(one, other)
  await redis.stop()
  await until(() => warnings.length > 0)
  for (let count = 0; count < 6; count++) expect(await one.attempt('omar', '10.0.0.2')).toBe('go-on')
  expect(await one.attempt('omar', '10.0.0.2')).toHaveProperty('retryAfterMs')
  expect(await other.attempt('omar', '10.0.0.2')).toBe('go-on')
  expect(warnings).toHaveLength(1)
})
