// One rival, one set, in a process of its own: its memory and its chatter stay away from ours. Usage: rival.ts nlpjs|fasttext TRAIN TEST [LINES], prints one JSON line.
// NLP.js can need many minutes on a large set: with LINES it learns only so many, spread evenly over the file, and says so.
import { readFileSync } from 'node:fs'
import { trainFastText } from './fasttext.ts'

interface Line { text: string; label: string; lang: string }
type AskAll = (texts: string[]) => string[] | Promise<string[]>

const [rival, train, test, most] = process.argv.slice(2)
const all = readLines(train!)
const step = Math.max(1, all.length / Number(most ?? Infinity))
const trainLines = Array.from({ length: Math.floor(all.length / step) }, (_, at) => all[Math.floor(at * step)]!)
const from = performance.now()
const askAll: AskAll = rival === 'nlpjs' ? await trainNlpjs(trainLines) : askFastText(trainLines)
const trainSeconds = (performance.now() - from) / 1000
const tests = readLines(test!)
const told = await askAll(tests.map(({ text }) => text))
const right = tests.map(({ label }, at) => told[at] === label)
process.stdout.write(`\n${JSON.stringify({ right: right.map(Number).join(''), trainSeconds, learned: trainLines.length })}\n`)

/** NLP.js as it comes: default settings, its own neural classifier. Chinese has no language package here (196 MB): characters are put apart by spaces, which is what it needs. */
async function trainNlpjs(lines: Line[]): Promise<AskAll> {
  const { containerBootstrap, LangEn, Nlp } = await import('@nlpjs/basic')
  const language = lines[0]!.lang
  const container = containerBootstrap()
  container.use(LangEn)
  const nlp = new Nlp({ languages: [language], autoSave: false, nlu: { log: false } }, container)
  const spaced = (text: string) => (language === 'zh' ? [...text].join(' ') : text)
  for (const { text, label } of lines) nlp.addDocument(language, spaced(text), label)
  await nlp.train()
  return async (texts) => {
    const told: string[] = []
    for (const text of texts) told.push((await nlp.process(language, spaced(text))).classifications[0]?.intent ?? 'None')
    return told
  }
}

function askFastText(lines: Line[]): AskAll {
  const { answer, close } = trainFastText(lines)
  return (texts) => {
    try {
      return answer(texts)
    } finally {
      close()
    }
  }
}

function readLines(file: string): Line[] {
  return readFileSync(file, 'utf8').trim().split('\n').map((row) => JSON.parse(row) as Line)
}
