import { Converter } from 'opencc-js/cn2t'
import phrases from 'opencc-js/dict/STPhrases'
import { expect, test } from 'vitest'
import { loadContent } from '../../../nlp-models/content.ts'
import { shippedContentDir } from '../../../nlp-models/index.ts'
import { toTraditional } from '../../../nlp-models/traditional.ts'

const byOpenCc = Converter({ from: 'cn', to: 'tw' })

test('every reply that ships, and every phrase of the tables, becomes what OpenCC itself makes of it', () => {
  const replies = loadContent(shippedContentDir).languages.filter(({ language }) => language === 'zh').flatMap((page) => page.replies.flatMap(({ variants }) => variants.map(({ template }) => template)))
  const sources = phrases.split('|').map((line) => line.split(' ')[0]!)
  // Side by side, so that the end of one and the beginning of the next may make a third.
  const joined = Array.from({ length: 3_000 }, (_, at) => [sources[(at * 7919) % sources.length], sources[(at * 104_729) % sources.length]].join(''))
  for (const text of [...replies, ...joined, ...sources.filter((_, at) => at % 10 === 0)]) expect(toTraditional(text)).toBe(byOpenCc(text))
})

test('what is no Chinese stays as it is', () => {
  for (const text of ['', 'Hello 1001 €5', '😀 \ud800 x', 'かな 한글']) expect(toTraditional(text)).toBe(text)
  expect(toTraditional('头发发货里面')).toBe('頭髮發貨裡面')
})
