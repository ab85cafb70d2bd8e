// What more utterances would give: accuracy on the shipped tests against how many utterances each intent is taught with.
import { join } from 'node:path'
import { OFF_TOPIC, type Example } from './classifier/index.ts'
import { openRandom, shuffle } from './classifier/random.ts'
import { loadContent, type LanguageContent } from './content.ts'
import { answerAll, scoreAnswers } from './evaluate.ts'
import { trainInWorker } from './train.ts'

const CONTENT = join(import.meta.dirname, 'content')
const STEPS = [5, 10, 20, 40, 80, 160, Infinity]

/** Prints for each language a row a step: the most utterances an intent was taught with, and what its tests say. */
export async function curve({ lang, seed, json }: { lang?: string | undefined; seed?: string | undefined; json?: boolean | undefined }): Promise<number> {
  const languages = loadContent(CONTENT).languages.filter(({ language }) => !lang || language === lang)
  if (languages.length === 0) throw new Error(`no content in ${lang ?? CONTENT}`)
  const points = []
  for (const content of languages) for (const most of stepsFor(content)) points.push(await measure(content, most, Number(seed ?? 1)))
  if (json) process.stdout.write(`${JSON.stringify(points)}\n`)
  else process.stdout.write(`${points.map(asText).join('\n')}\n`)
  return 0
}

/** No step twice: those that no intent reaches are the last. */
function stepsFor({ intents }: LanguageContent): number[] {
  const most = Math.max(...intents.map(({ utterances }) => utterances.length))
  return STEPS.filter((step) => step < most || step === Infinity)
}

async function measure(content: LanguageContent, most: number, seed: number) {
  const { language, intents, offTopic, offTopicTests } = content
  const taught: Example[] = intents.flatMap(({ intent, utterances }) => (
    shuffle(utterances.slice(), openRandom(seed)).slice(0, most).map(({ text, group }) => ({ text, label: intent, lang: language, group }))))
  const { model } = await trainInWorker(taught, { language, seed, offTopic: offTopic.map(({ text }) => text) })
  const lines = [
    ...intents.flatMap(({ intent, tests }) => tests.map(({ text }) => ({ text, truth: intent }))),
    ...offTopicTests.map(({ text }) => ({ text, truth: null })),
  ]
  const answers = answerAll(model, lines, () => performance.now()).map((answer) => ({ ...answer, accepted: answer.accepted && answer.best !== OFF_TOPIC }))
  const { accuracy, accuracyAfterReject, oosRecall } = scoreAnswers(answers)
  return { language, most: most === Infinity ? null : most, lines: taught.length, tests: lines.length, accuracy, accuracyAfterReject, oosRecall }
}

function asText({ language, most, lines, accuracy, accuracyAfterReject, oosRecall }: Awaited<ReturnType<typeof measure>>): string {
  const percent = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)} %`)
  return `${language}  ${most === null ? 'all' : `≤ ${most}`} an intent, ${lines} lines: right ${percent(accuracy)}, right and accepted ${percent(accuracyAfterReject)}, off-topic rejected ${percent(oosRecall)}`
}
