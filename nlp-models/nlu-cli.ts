// The commands that measure the understanding: evaluate, crossval, curve; `understand` is passed on.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { OFF_TOPIC, type Example } from './classifier/index.ts'
import { checkContent } from './content-check.ts'
import { loadContent } from './content.ts'
import { crossval } from './crossval.ts'
import { curve } from './curve.ts'
import { answerAll, scoreAnswers } from './evaluate.ts'
import { trainInWorker } from './train.ts'

const USE = `nlu evaluate --train A.jsonl --test B.jsonl [--oos-test C.jsonl] [--lang en|zh] [--seed N] --json
nlu crossval [--lang en|zh] [--folds 5] [--html FILE] [--json]
nlu curve [--lang en|zh] [--json]
nlu understand --json < lines
nlu check
`

/** Runs one command and gives its exit code: 0 done, 1 it failed, 2 it was not asked for properly. `understand` answers the lines on standard input. */
export async function nlu(args: string[], understand?: (options: { json: boolean }) => Promise<number>): Promise<number> {
  const [command, ...rest] = args
  try {
    if (command === 'evaluate') return await evaluate(rest)
    if (command === 'crossval') return await crossval(readOptions(rest))
    if (command === 'check') return check()
    if (command === 'curve') return await curve(readOptions(rest))
    if (command === 'understand' && understand) return await understand({ json: parseArgs({ args: rest, options: { json: { type: 'boolean' } } }).values.json ?? false })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    process.stderr.write(`nlu ${command}: ${error.message}\n`)
    return 1
  }
  process.stderr.write(USE)
  return 2
}

/** Tells what is wrong with the shipped content, by file and line; fails when it could not be released. */
function check(): number {
  const problems = checkContent(loadContent(join(import.meta.dirname, 'content')))
  for (const { file, line, severity, message } of problems) process.stdout.write(`${file}:${line} ${severity}: ${message}\n`)
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0
}

function readOptions(args: string[]) {
  const options = { train: { type: 'string' }, test: { type: 'string' }, 'oos-test': { type: 'string' }, lang: { type: 'string' }, seed: { type: 'string' }, folds: { type: 'string' }, html: { type: 'string' }, json: { type: 'boolean' } } as const
  const values = parseArgs({ args, options }).values
  for (const [name, least] of [['seed', 0], ['folds', 2]] as const) {
    const given = values[name]
    if (given !== undefined && (!/^\d{1,9}$/.test(given) || Number(given) < least)) throw new Error(`--${name} takes a whole number from ${least} on, not "${given}"`)
  }
  return values
}

async function evaluate(args: string[]): Promise<number> {
  const { train, test, 'oos-test': oosTest, lang, seed } = readOptions(args)
  if (!train || !test) throw new Error('needs --train and --test')
  const examples = readLines(train)
  const inside = readLines(test)
  if (inside.length === 0) throw new Error(`${test} holds no line`)
  const lines = [...inside, ...(oosTest ? readLines(oosTest).map((line) => ({ ...line, label: OFF_TOPIC })) : [])]
  const language = lang ?? examples.find((example) => example.lang)?.lang ?? 'en'
  const from = performance.now()
  const { model, bytes } = await trainInWorker(examples, { language, ...(seed ? { seed: Number(seed) } : {}) })
  const trainSeconds = (performance.now() - from) / 1000
  const answers = answerAll(model, lines.map(({ text, label }) => ({ text, truth: label === OFF_TOPIC ? null : label })), () => performance.now())
  const scores = scoreAnswers(answers)
  process.stdout.write(`${JSON.stringify({ ...rounded(scores), trainSeconds: round(trainSeconds), modelBytes: bytes.length, rssBytes: process.memoryUsage().rss })}\n`)
  return 0
}

// How the sets that are about write "none of the intents".
const NONE = new Set(['', 'none', 'oos', 'out_of_scope', 'NO_NODES_DETECTED', OFF_TOPIC])
const Line = z.object({ text: z.string(), label: z.union([z.string(), z.null()]).optional(), lang: z.string().optional(), group: z.string().optional() })

function readLines(file: string): Example[] {
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '').split('\n').flatMap((row, at) => {
    if (!row.trim()) return []
    const { text, label, lang, group } = readLine(row, `${file}:${at + 1}`)
    return [{ text, label: !label || NONE.has(label) ? OFF_TOPIC : label, ...(lang ? { lang } : {}), ...(group ? { group } : {}) }]
  })
}

function readLine(row: string, place: string) {
  let value: unknown
  try {
    value = JSON.parse(row)
  } catch (cause) {
    throw new Error(`${place}: not JSON`, { cause })
  }
  const line = Line.safeParse(value)
  if (!line.success) throw new Error(`${place}: needs {"text": "…", "label": "…"}`)
  return line.data
}

function rounded(scores: object): object {
  return Object.fromEntries(Object.entries(scores).map(([name, value]) => [name, typeof value === 'number' ? round(value) : value]))
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5
}
