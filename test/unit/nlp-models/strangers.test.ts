import { beforeAll, describe, expect, test } from 'vitest'
import { loadModel } from '../../../nlp-models/classifier/index.ts'
import { shippedIntents } from '../../../nlp-models/classifier/learn-mentor.ts'
import type { Mentor } from '../../../nlp-models/classifier/mentor.ts'
import { sparedGroups } from '../../../nlp-models/classifier/spared.ts'
import { sparedLines, strangersTo, type SparedLine } from '../../../nlp-models/classifier/strangers.ts'
import { ownShopModel } from './small-shop.ts'

const groupsOf = (...sizes: number[]) => sizes.flatMap((size, at) => Array.from({ length: size }, (_, n) => ({ text: `${at} ${n}`, group: `g${at}` })))

describe('spared lines', () => {
  test('are whole groups, some forty lines', () => {
    const lines = groupsOf(...Array.from({ length: 60 }, () => 6))
    const spared = sparedGroups(lines, 3)
    expect(spared.size).toBe(7)
    expect(sparedGroups(lines, 3)).toEqual(spared)
    expect(sparedGroups(lines, 4)).not.toEqual(spared)
  })
  test('leave an intent with few groups most of them', () => {
    expect(sparedGroups(groupsOf(3, 3, 3, 3, 3, 3), 0).size).toBe(2)
    expect(sparedGroups([], 0).size).toBe(0)
  })
})

describe('strangers', () => {
  let mentor: Mentor
  let spared: SparedLine[]
  const number = new Map(shippedIntents().map(({ intent }, at) => [intent, at]))
  beforeAll(async () => {
    mentor = loadModel(await ownShopModel()).vocabulary.mentor!
    spared = sparedLines('en')
  }, 600_000)

  const strange = (taught: string[], intent: string) => {
    const strangers = new Set(strangersTo(taught, mentor, spared))
    const own = spared.filter((line) => line.intent === number.get(intent))
    expect(own.length).toBeGreaterThan(30)
    return own.filter(({ text }) => strangers.has(text)).length / own.length
  }

  test('are the lines of what no taught line sounds like', () => {
    expect(strange(['where is my parcel', 'track my package please'], 'product.care')).toBe(1)
    expect(strange(['where is my parcel', 'track my package please', 'can i wash this jumper in the machine'], 'product.care')).toBe(0)
  })
  test('are never a taught line', () => {
    const [line] = spared
    expect(strangersTo([line!.text], mentor, spared)).not.toContain(line!.text)
  })
})
