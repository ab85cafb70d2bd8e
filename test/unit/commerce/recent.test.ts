import { expect, test } from 'vitest'
import { openRecent } from '../../../commerce/recent.ts'
import { fakeClock } from '../../../core/clock.ts'

function counted(clock: { now(): number }) {
  let reads = 0
  return openRecent(clock, 3_000, async () => ++reads)
}

test('an answer serves everybody for its time and is then read anew', async () => {
  const clock = fakeClock()
  const recent = counted(clock)
  expect(await Promise.all([recent.get(), recent.get()])).toEqual([1, 1])
  clock.advance(2_999)
  expect(await recent.get()).toBe(1)
  clock.advance(1)
  expect(await recent.get()).toBe(2)
})

test('what was forgotten is read anew at once', async () => {
  const recent = counted(fakeClock())
  await recent.get()
  recent.forget()
  expect(await recent.get()).toBe(2)
})

test('a clock that was put back makes an answer old', async () => {
  let now = 10_000
  const recent = counted({ now: () => now })
  await recent.get()
  now = 5_000
  expect(await recent.get()).toBe(2)
})

test('a failure is told to who asked and kept for nobody', async () => {
  let isDown = true
  const recent = openRecent(fakeClock(), 3_000, async () => {
    if (isDown) throw new Error('the shop does not answer')
    return 'open'
  })
  await expect(recent.get()).rejects.toThrow('the shop does not answer')
  isDown = false
  expect(await recent.get()).toBe('open')
})
