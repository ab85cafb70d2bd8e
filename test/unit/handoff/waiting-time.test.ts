import { describe, expect, test } from 'vitest'
import { waitRange } from '../../../handoff/queue/waiting-time.ts'

const minutes = (...some: number[]) => some.map((one) => one * 60_000)

describe('the waiting time told to a shopper', () => {
  test.each<[string, number[], number, { from: number; to: number } | null]>([
    ['is nothing as long as too few have waited', minutes(1, 2, 3, 4), 0, null],
    ['is what half of the last ones waited at least and four of five at most', minutes(1, 2, 3, 6, 30), 0, { from: 3, to: 6 }],
    ['is in minutes begun, and never none', [1000, 2000, 3000, 4000, 5000], 0, { from: 1, to: 1 }],
    ['does not hang on the order', minutes(6, 30, 2, 1, 3), 0, { from: 3, to: 6 }],
    ['is one number where two would claim to know more than anybody does', minutes(20, 29, 29.5, 30, 30), 0, { from: 30, to: 30 }],
    ['of who has waited already looks at those who waited longer, and counts what is left', minutes(1, 2, 8, 9, 14), 4 * 60_000, { from: 5, to: 10 }],
    ['is nothing when hardly anybody ever waited so long', minutes(1, 2, 3, 9, 14), 4 * 60_000, null],
    ['is nothing for who has waited longer than everybody', minutes(1, 2, 3, 9, 14), 20 * 60_000, null],
  ])('%s', (_what, waits, waited, expected) => {
    expect(waitRange(waits, waited)).toEqual(expected)
  })
})
