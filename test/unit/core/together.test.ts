import { describe, expect, test } from 'vitest'
import { together } from '../../../core/together.ts'

const turnOfLoop = () => new Promise<void>((resolve) => { setImmediate(resolve) })

/** Runs that end when the test says so. */
function openRuns() {
  const runs: { many: string[]; end(): void; fail(why: string): void }[] = []
  const run = (many: string[]) => new Promise<string[]>((resolve, reject) => {
    runs.push({ many, end: () => { resolve(many.map((one) => one.toUpperCase())) }, fail: (why) => { reject(new Error(why)) } })
  })
  return { runs, run }
}

describe('together', () => {
  test('the first call runs at once; those that come meanwhile go together', async () => {
    const { runs, run } = openRuns()
    const call = together(run)
    const answers = ['a', 'b', 'c'].map(call)
    expect(runs.map(({ many }) => many)).toEqual([['a']])
    runs[0]!.end()
    await turnOfLoop()
    expect(runs.map(({ many }) => many)).toEqual([['a'], ['b', 'c']])
    runs[1]!.end()
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C'])
  })

  test('one that gathers takes what the same round of the event loop brings', async () => {
    const { runs, run } = openRuns()
    const call = together(run, { gathers: true })
    const answers = ['a', 'b'].map(call)
    await Promise.resolve()
    answers.push(call('c'))
    expect(runs).toHaveLength(0)
    await turnOfLoop()
    expect(runs.map(({ many }) => many)).toEqual([['a', 'b', 'c']])
    answers.push(call('d'), call('e'))
    runs[0]!.end()
    await turnOfLoop()
    expect(runs.map(({ many }) => many)).toEqual([['a', 'b', 'c'], ['d', 'e']])
    runs[1]!.end()
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C', 'D', 'E'])
  })

  test('calls of one key run one after the other, in order, also with free lanes', async () => {
    const { runs, run } = openRuns()
    const call = together(run, { keyOf: (one) => one[0]!, lanes: 2 })
    const answers = ['a1', 'a2', 'b1', 'a3'].map(call)
    expect(runs.map(({ many }) => many)).toEqual([['a1'], ['b1']])
    runs[1]!.end()
    await turnOfLoop()
    expect(runs).toHaveLength(2)
    runs[0]!.end()
    await turnOfLoop()
    expect(runs[2]!.many).toEqual(['a2'])
    runs[2]!.end()
    await turnOfLoop()
    runs[3]!.end()
    expect(await Promise.all(answers)).toEqual(['A1', 'A2', 'B1', 'A3'])
  })

  test('a batch is no bigger than its limit', async () => {
    const { runs, run } = openRuns()
    const call = together(run, { limit: 2 })
    const answers = ['a', 'b', 'c', 'd'].map(call)
    for (let at = 0; at < 3; at++) {
      runs[at]!.end()
      await turnOfLoop()
    }
    expect(runs.map(({ many }) => many.length)).toEqual([1, 2, 1])
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C', 'D'])
  })

  test('one bad call harms nobody else of its batch', async () => {
    const call = together(async (many: string[]) => {
      await turnOfLoop()
      if (many.includes('bad')) throw new Error('no')
      return many.map((one) => one.toUpperCase())
    })
    const answers = await Promise.allSettled(['a', 'b', 'bad', 'c'].map(call))
    expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual(['A', 'B', 'failed', 'C'])
    expect(await call('d')).toBe('D')
  })
})
