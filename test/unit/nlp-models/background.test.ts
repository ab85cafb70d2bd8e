import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { backgroundLines, everydayMatters } from '../../../nlp-models/classifier/background.ts'
import { readCorpus } from '../../../nlp-models/classifier/corpus.ts'
import { openGrammar } from '../../../nlp-models/classifier/grams.ts'
import { taughtSubjects, withoutSubjects } from '../../../nlp-models/classifier/taught-subjects.ts'
import { loadContent } from '../../../nlp-models/content.ts'
import { smallShop } from './small-shop.ts'

const languages = loadContent(join(import.meta.dirname, '../../../nlp-models/content')).languages
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

describe.each(languages)('the background pages in $language', ({ language, intents, offTopicTests }) => {
  const matters = everydayMatters(language)
  const lines = backgroundLines(language)

  test('tell each matter once, in a few lines at least', () => {
    const names = matters.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(matters.filter(({ lines: said }) => said.length < 8)).toEqual([])
    expect(matters.flatMap(({ lines: said }) => said).filter((line) => line.startsWith('#'))).toEqual([])
  })

  test('say nothing twice', () => {
    const said = [...lines.map(({ text }) => text), ...matters.filter(({ subject }) => !lines.some((line) => line.subject === subject)).flatMap((matter) => matter.lines)]
    const letters = said.map(bare).filter(Boolean)
    expect(letters.length).toBeGreaterThan(900)
    const heard = new Set<string>()
    expect(letters.filter((line) => heard.size === heard.add(line).size)).toEqual([])
  })

  test('hold no line by which the shipped bot is tested', () => {
    const tests = new Set([...intents.flatMap((intent) => intent.tests), ...offTopicTests].map(({ text }) => bare(text)).filter(Boolean))
    expect(tests.size).toBeGreaterThan(500)
    expect([...lines.map(({ text }) => text), ...matters.flatMap((matter) => matter.lines)].filter((line) => tests.has(bare(line)))).toEqual([])
  })
})

test('what is said to any bot is nobody\'s background', () => {
  const smallTalk = everydayMatters('en').filter(({ subject }) => subject === 'names')
  expect(smallTalk.length).toBeGreaterThan(0)
  expect(backgroundLines('en').some(({ subject }) => subject === 'names')).toBe(false)
})

test('what banks and shops alike are told is nobody\'s background either', () => {
  expect(everydayMatters('en').map(({ subject }) => subject)).toContain('paying by card')
  expect(backgroundLines('en').some(({ subject }) => subject === 'paying by card')).toBe(false)
})

const lamps = ['the floor lamp should glow now', 'switch my two lamps on', 'could we have the lights on in the nursery', 'please light up the staircase', 'lights on above the table', 'put the lantern light on']

describe('a subject that the bot is taught', () => {
  const bot = readCorpus([...smallShop, ...lamps.map((text) => ({ text, label: 'lamp' }))], { language: 'en' })
  const grammar = openGrammar('en')

  test('is no background of it', () => {
    const taught = taughtSubjects(bot, grammar)
    expect(taught).toContain('lights')
    expect(bot.subjects).toContain('lights')
    const kept = withoutSubjects(bot, taught)
    expect(kept.subjects).not.toContain('lights')
    expect(kept.subjects).toContain('weather')
    expect(kept.texts.slice(0, lamps.length + smallShop.length)).toEqual(bot.texts.slice(0, lamps.length + smallShop.length))
    expect([kept.target.length, kept.groups.length, kept.subjects.length]).toEqual([kept.texts.length, kept.texts.length, kept.texts.length])
  })

  test('is known by more than one line', () => {
    const shop = readCorpus([...smallShop, { text: lamps[2]!, label: 'lamp' }], { language: 'en' })
    expect(taughtSubjects(shop, grammar)).not.toContain('lights')
  })
})
