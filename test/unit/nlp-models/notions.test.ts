import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { conceptText, parseConcepts, themeHash } from '../../../nlp-models/classifier/concepts.ts'
import { eachGram, openGrammar, type View } from '../../../nlp-models/classifier/grams.ts'
import { eachTheme, listedIn } from '../../../nlp-models/classifier/notions.ts'
import { fold } from '../../../nlp-models/normalise.ts'
import { root } from '../../sources.ts'

const LIST = ['= gladness', '开心 高兴 好开心', '= trouble', '不开心 烦', '= not', '不 没'].join('\n')

function themesOf(text: string) {
  const found: number[] = []
  eachTheme(listedIn([...text], '', parseConcepts(LIST, false)), (theme) => { found.push(theme) })
  return found
}

function gramsOf(text: string, view: View, list = conceptText('zh', { hasFeelings: true })) {
  const found = new Set<number>()
  eachGram(fold(text, 'zh'), openGrammar('zh', list), (kind, hash) => { if (kind === view) found.add(hash) })
  return found
}

describe('a theme', () => {
  test('is that of any of its words', () => {
    expect(themesOf('我高兴')).toEqual([themeHash('gladness')])
  })
  test('is that of the longest phrase: what lies inside it is not heard', () => {
    expect(themesOf('不开心')).toEqual([themeHash('trouble')])
  })
  test('is another one behind a word that turns it round, and only there', () => {
    const [not, glad] = themesOf('没高兴')
    expect(not).toBe(themeHash('not'))
    expect(glad).not.toBe(themeHash('gladness'))
    expect(themesOf('没太高兴').at(-1)).not.toBe(themeHash('gladness'))
    expect(themesOf('没有人和我说过高兴').at(-1)).toBe(themeHash('gladness'))
  })
  test('is told too where there is none', () => {
    expect(themesOf('桌子')).toEqual([themeHash('')])
  })
})

test('marks and pictures in brackets are grams only where feelings are read', () => {
  const plain = conceptText('zh')
  expect(gramsOf('到货了,[怒]', 0, plain)).toEqual(gramsOf('到货了怒', 0, plain))
  expect(gramsOf('到货了,[怒]', 0)).not.toEqual(gramsOf('到货了怒', 0))
})

test('a word of the list is met however it was typed', () => {
  for (const text of ['在么', '還有嗎', '包郵嗎', '小程序']) expect(gramsOf(text, 2).size, text).toBeGreaterThan(0)
})

describe.each([['concepts', 'zh', 3000], ['feelings', 'zh', 4000], ['feelings', 'en', 2500]] as const)('%s in %s', (folder, language, least) => {
  const files = readdirSync(join(root, 'nlp-models', folder, language)).map((name) => readFileSync(join(root, 'nlp-models', folder, language, name), 'utf8'))
  const lines = files.flatMap((file) => file.split('\n')).filter((line) => line !== '' && !/^[#=]/.test(line))

  test('has words enough, each once in its line', () => {
    expect(new Set(lines.flatMap((line) => line.split(' '))).size).toBeGreaterThan(least)
    expect(lines.filter((line) => new Set(line.split(' ')).size < line.split(' ').length)).toEqual([])
  })
  test('has no word too long to be found', () => {
    const tooLong = (word: string) => word.length > 24 || (language === 'zh' ? (word.match(/\[\p{L}{1,8}\]|\p{Script=Han}|\p{L}+|\p{N}+/gu) ?? []) : word.split('_')).length > 6
    expect(lines.flatMap((line) => line.split(' ')).filter(tooLong)).toEqual([])
  })
})
