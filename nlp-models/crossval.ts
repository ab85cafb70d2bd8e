// Cross-validation of the shipped content, by paraphrase group: a line is never judged by a model that knows its close relatives.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { foldsByGroup } from './classifier/folds.ts'
import type { Example } from './classifier/index.ts'
import { loadContent, type LanguageContent } from './content.ts'
import { answerAll, calibrationBins, scoreAnswers, scoreByIntent, type Answer } from './evaluate.ts'
import { reportPage, type Crossed } from './report.ts'
import { trainInWorker } from './train.ts'

const CONTENT = join(import.meta.dirname, 'content')
const PAGE = 'data/nlu-crossval.html'

/** Prints a table by intent and the confusion matrix of each language and writes both, with pictures, as one HTML page. */
export async function crossval(options: { lang?: string | undefined; folds?: string | undefined; html?: string | undefined; json?: boolean | undefined; seed?: string | undefined }): Promise<number> {
  const folds = Number(options.folds ?? 5)
  const languages = loadContent(CONTENT).languages.filter(({ language }) => !options.lang || language === options.lang)
  if (languages.length === 0) throw new Error(`no content in ${options.lang ?? CONTENT}`)
  const crossed: Crossed[] = []
  for (const content of languages) crossed.push({ language: content.language, ...(await cross(content, folds, Number(options.seed ?? 1))) })
  const page = resolve(options.html ?? PAGE)
  mkdirSync(dirname(page), { recursive: true })
  writeFileSync(page, reportPage(crossed))
  process.stdout.write(options.json ? `${JSON.stringify(crossed.map(asJson))}\n` : `${crossed.map(asText).join('\n')}\nPage with pictures: ${page}\n`)
  return 0
}

async function cross(content: LanguageContent, folds: number, seed: number): Promise<{ answers: Answer[]; byText: string[] }> {
  const lines: Example[] = content.intents.flatMap(({ intent, utterances }) => utterances.map(({ text, group }) => ({ text, label: intent, group })))
  const intents = content.intents.map(({ intent }) => intent)
  const foldOf = foldsByGroup({ target: Int32Array.from(lines, ({ label }) => intents.indexOf(label)), groups: lines.map(({ group }) => group) }, folds, seed)
  const offFold = (at: number) => at % folds
  const answers: Answer[] = []
  const byText: string[] = []
  for (let fold = 0; fold < folds; fold++) {
    process.stderr.write(`${content.language}: fold ${fold + 1} of ${folds}\n`)
    const { model } = await trainInWorker(lines.filter((_, at) => foldOf[at] !== fold), { language: content.language, seed, offTopic: content.offTopic.filter((_, at) => offFold(at) !== fold).map(({ text }) => text) })
    const held = [
      ...lines.filter((_, at) => foldOf[at] === fold).map(({ text, label }) => ({ text, truth: label })),
      ...content.offTopic.filter((_, at) => offFold(at) === fold).map(({ text }) => ({ text, truth: null })),
    ]
    answers.push(...answerAll(model, held, () => performance.now()))
    byText.push(...held.map(({ text }) => text))
  }
  return { answers, byText }
}

function asJson({ language, answers, byText }: Crossed) {
  return { language, scores: scoreAnswers(answers), intents: scoreByIntent(inside(answers)), calibration: calibrationBins(inside(answers)), mistakes: worstMistakes({ language, answers, byText }, 25) }
}

/** The surest wrong answers. */
function worstMistakes({ answers, byText }: Crossed, count: number) {
  return answers.map(({ truth, best, confidence, accepted }, at) => ({ text: byText[at]!, truth, best, confidence, accepted }))
    .filter(({ truth, best, accepted }) => (truth === null ? accepted : truth !== best))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, count)
}

function inside(answers: Answer[]) {
  return answers.filter(({ truth }) => truth !== null)
}

function asText(crossed: Crossed): string {
  const { language, answers } = crossed
  const scores = scoreAnswers(answers)
  const rows = scoreByIntent(inside(answers))
  const percent = (value: number | null) => (value === null ? '    –' : (value * 100).toFixed(1).padStart(5))
  const wide = Math.max(...rows.map(({ intent }) => intent.length))
  return [
    `${language}: accuracy ${percent(scores.accuracy)} %, after rejection ${percent(scores.accuracyAfterReject)} %, off-topic rejected ${percent(scores.oosRecall)} %, macro F1 ${percent(scores.macroF1)}, calibration error ${scores.ece.toFixed(3)}`,
    '', `${'intent'.padEnd(wide)}  lines  prec.  recall  F1`,
    ...rows.map(({ intent, lines, precision, recall, f1 }) => `${intent.padEnd(wide)}  ${String(lines).padStart(5)}  ${percent(precision)}  ${percent(recall)}  ${percent(f1)}`),
    '', 'confusion matrix: rows are what was meant, columns what was said', ...confusionText(inside(answers), rows.map(({ intent }) => intent)),
    '', 'surest mistakes', ...worstMistakes(crossed, 10).map(({ text, truth, best, confidence }) => `${confidence.toFixed(2)}  ${truth ?? '(off-topic)'} → ${best}  ${text}`), '',
  ].join('\n')
}

function confusionText(answers: Answer[], intents: string[]): string[] {
  const wide = Math.max(...intents.map((intent) => intent.length)) + 4
  const head = ' '.repeat(wide) + intents.map((_, at) => String(at + 1).padStart(4)).join('')
  const rows = intents.map((truth, at) => `${String(at + 1).padStart(3)} ${truth.padEnd(wide - 4)}${intents.map((best) => {
    const count = answers.filter((answer) => answer.truth === truth && answer.best === best).length
    return (count ? String(count) : '·').padStart(4)
  }).join('')}`)
  return [head, ...rows]
}
