import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isOwnDraft, keepOnServer, leaveDraft } from '../../../web/console/draft-keeper.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

/** A server whose answers come when the test says so. */
function slowServer() {
  const given: string[] = []
  const waiting: { done(): void; failed(): void }[] = []
  const post = (text: string) => new Promise<void>((resolve, reject) => {
    given.push(text)
    waiting.push({ done: resolve, failed: () => reject(new Error('unreachable')) })
  })
  return { given, post, answer: async () => { waiting.shift()!.done(); await vi.advanceTimersByTimeAsync(0) }, fail: async () => { waiting.shift()!.failed(); await vi.advanceTimersByTimeAsync(0) } }
}
const quiet = () => vi.advanceTimersByTimeAsync(2000)

test('what is written is kept once the writer pauses, the last words only', async () => {
  const { given, post } = slowServer()
  for (const text of ['H', 'He', 'Hello']) keepOnServer('pause', text, post)
  expect(given).toEqual([])
  await quiet()
  expect(given).toEqual(['Hello'])
})

test('on a slow line one request follows the other: an older draft never comes behind a newer one', async () => {
  const { given, post, answer } = slowServer()
  keepOnServer('slow', 'Hello', post)
  await quiet()
  keepOnServer('slow', 'Hello Ana', post)
  await quiet()
  expect(given).toEqual(['Hello'])
  await answer()
  expect(given).toEqual(['Hello', 'Hello Ana'])
})

test('words that are said wait for the draft under way, and their echo is no news', async () => {
  const { given, post, answer } = slowServer()
  keepOnServer('said', 'Hello', post)
  await quiet()
  const order: string[] = []
  const left = leaveDraft('said', 'Hello Ana').then(() => order.push('said'))
  keepOnServer('said', '', post)
  await quiet()
  expect([order, given]).toEqual([[], ['Hello']])
  await answer()
  await left
  await quiet()
  expect([order, given]).toEqual([['said'], ['Hello']])
  expect(['Hello', 'Hello Ana', 'from another browser'].map((text) => isOwnDraft('said', text))).toEqual([true, true, false])
})

test('what could not be kept goes with the next change', async () => {
  const { given, post, fail, answer } = slowServer()
  keepOnServer('failed', 'Hello', post)
  await quiet()
  await fail()
  keepOnServer('failed', 'Hello.', post)
  await quiet()
  await answer()
  expect(given).toEqual(['Hello', 'Hello.'])
})
