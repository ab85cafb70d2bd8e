import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { conceptText, parseConcepts, stem } from '../../../nlp-models/classifier/concepts.ts'
import { eachGram, NOTIONS, openGrammar } from '../../../nlp-models/classifier/grams.ts'
import { learnVocabulary, openVectoriser } from '../../../nlp-models/classifier/vocabulary.ts'

const LIST = `# for people
= money
refund money_back reimburse
price cost
= time
price_of_time season
=
loose unattached price
`

describe('a list', () => {
  const concepts = parseConcepts(LIST, true)
  const meaning = (phrase: string) => concepts.get(phrase.split(' ').map(stem).join('_'))

  test('words of one line share a notion, lines under one heading a theme', () => {
    expect(meaning('reimbursed')!.notions).toEqual(meaning('money back')!.notions)
    expect(meaning('cost')!.notions).not.toEqual(meaning('refund')!.notions)
    expect(meaning('cost')!.themes).toEqual(meaning('refund')!.themes)
    expect(meaning('season')!.themes).not.toEqual(meaning('refund')!.themes)
  })

  test('a word may have several senses; a heading without a name ends the theme', () => {
    expect(meaning('price')!.notions).toHaveLength(2)
    expect(meaning('price')!.themes).toEqual(meaning('refund')!.themes)
    expect(meaning('unattached')!.themes).toEqual([])
  })

  test('the more a word may mean, the less each of it weighs', () => {
    const grammar = openGrammar('en', LIST)
    const weights = (text: string) => {
      const found: number[] = []
      eachGram(text, grammar, (view, _, weight) => { if (view === NOTIONS) found.push(weight) })
      return found
    }
    expect(weights('refund')).toEqual([1])
    expect(weights('price')).toEqual([Math.SQRT1_2, Math.SQRT1_2])
  })

  test('a strange word that means the same leaves the same mark', () => {
    const vocabulary = learnVocabulary(['give me a refund', 'what does it cost'], openGrammar('en', LIST), { limit: 1000, background: Infinity })
    const read = openVectoriser(vocabulary)
    const meanings = (text: string) => [...read(text).ids].filter((id) => vocabulary.view[id]! >= NOTIONS).sort((a, b) => a - b)
    expect(meanings('reimburse')).toEqual(meanings('refund'))
    expect(meanings('refund')).toHaveLength(2)
  })
})

describe.each(readdirSync(new URL('../../../nlp-models/concepts/', import.meta.url)))('the shipped lists of %s', (language) => {
  test('every theme has a notion, no line comes twice', () => {
    const lines = conceptText(language).split('\n').filter((line) => line.trim() && !line.startsWith('#'))
    const notions = lines.filter((line) => !line.startsWith('='))
    expect(lines.filter((line, at) => /^= \S/.test(line) && (lines[at + 1] ?? '=').startsWith('='))).toEqual([])
    expect(notions.filter((line, at) => notions.indexOf(line) !== at)).toEqual([])
  })
})

test('a model file keeps the lists it was trained with: their text is what the grammar is read from', () => {
  const shop = readFileSync(new URL('../../../nlp-models/concepts/en/shop.txt', import.meta.url), 'utf8')
  expect(conceptText('en')).toContain(shop)
  expect(openGrammar('en', shop).concepts.size).toBeLessThan(openGrammar('en').concepts.size)
})

test('English goods and towns are the shipped bot\'s; other lists of goods are everybody\'s', () => {
  expect(conceptText('en').length).toBeGreaterThan(conceptText('en', { hasGoods: false }).length)
  expect(conceptText('zh', { hasGoods: false })).toBe(conceptText('zh'))
})
