import { expect, test } from 'vitest'
import { loadContent } from '../../../nlp-models/content.ts'
import { checkContent } from '../../../nlp-models/content-check.ts'
import { shippedContentDir } from '../../../nlp-models/index.ts'

const content = loadContent(shippedContentDir)

test('the shipped content is free of duplicates, gaps between languages, intents without tests and bad templates', () => {
  expect(content.languages.map(({ language }) => language)).toEqual(['en', 'zh'])
  const errors = checkContent(content).filter(({ severity }) => severity === 'error')
  expect(errors.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([])
})

test.each(content.languages)('every intent in $language has at least 60 utterances and 15 tests', ({ intents }) => {
  expect(intents.length).toBeGreaterThanOrEqual(45)
  const thin = intents.filter(({ utterances, tests }) => utterances.length < 60 || tests.length < 15)
  expect(thin.map(({ intent, utterances, tests }) => `${intent} ${utterances.length}/${tests.length}`)).toEqual([])
})
