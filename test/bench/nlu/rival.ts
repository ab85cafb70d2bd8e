// One rival, one set, in a process of its own: its memory and its chatter stay away from ours. Usage: rival.ts nlpjs|fasttext TRAIN TEST [LINES], prints one JSON line.
// NLP.js can need many minutes on a large set: with LINES it learns only so many, spread evenly over the file, and says so.
import { readFileSync } from 'node:fs'
import { trainFastTextStyle } from './fasttext-style.ts'

interface Line { text: string; label: string; lang: string }
type Ask = (text: string) => string | Promise<string>

const [rival, train, test, most] = process.argv.slice(2)
const all = readLines(train!)
const step = Math.max(1, all.length / Number(most ?? Infinity))
const trainLines = Array.from({ length: Math.floor(all.length / step) }, (_, at) => all[Math.floor(at * step)]!)
const from = performance.now()
const ask: Ask = rival === 'nlpjs' ? await trainNlpjs(trainLines) : trainFastTextStyle(trainLines)
const trainSeconds = (performance.now() - from) / 1000
const right: boolean[] = []
for (const { text, label } of readLines(test!)) right.push((await ask(text)) === label)
process.stdout.write(`\n${JSON.stringify({ right: right.map(Number).join(''), trainSeconds, learned: trainLines.length })}\n`)

/** NLP.js as it comes: default settings, its own neural classifier. Chinese has no language package here (196 MB): characters are put apart by spaces, which is what it needs. */
async function trainNlpjs(lines: Line[]): Promise<Ask> {
  const { containerBootstrap, LangEn, Nlp } = await import('@nlpjs/basic')
  const language = lines[0]!.lang
  const container = containerBootstrap()
  container.use(LangEn)
  const nlp = new Nlp({ languages: [language], autoSave: false, nlu: { log: false } }, container)
  const spaced = (text: string) => (language === 'zh' ? [...text].join(' ') : text)
  for (const { text, label } of lines) nlp.addDocument(language, spaced(text), label)
  await nlp.train()
  return async (text) => (await nlp.process(language, spaced(text))).classifications[0]?.intent ?? 'None'
}

function readLines(file: string): Line[] {
  return readFileSync(file, 'utf8').trim().split('\n').map((row) => JSON.parse(row) as Line)
}
