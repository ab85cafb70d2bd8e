// Our understanding beside vanilla NLP.js and Debian's fastText, on every set of a folder: npm run bench:nlu -- --data DIR [--only a,b] [--without nlpjs] [--nlpjs-lines N] [--json]
// A set is a folder with train.jsonl and test.jsonl, perhaps oos_test.jsonl. Settings were chosen on train and dev splits; the test splits only fill this table.
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { openRandom } from '../../../nlp-models/classifier/random.ts'
import { OFF_TOPIC, type Example } from '../../../nlp-models/classifier/index.ts'
import { answerAll, scoreAnswers, type Answer } from '../../../nlp-models/evaluate.ts'
import { trainInWorker } from '../../../nlp-models/train.ts'
import { prepareRivals } from '../../machine.ts'

const run = promisify(execFile)
const RIVALS = ['nlpjs', 'fasttext'] as const

interface Interval { value: number; low: number; high: number }
interface Row { set: string; lines: number; rivals: Record<string, { accuracy: Interval; trainSeconds: number; learned: number }>; ours: Ours }
interface Ours { accuracy: Interval; afterReject: number; overall: Interval | null; oosRecall: number | null; auc: number | null; ece: number; macroF1: number; trainSeconds: number; p50Ms: number; p99Ms: number; modelBytes: number; rssBytes: number }

const OPTIONS = { data: { type: 'string' }, only: { type: 'string' }, without: { type: 'string' }, 'nlpjs-lines': { type: 'string' }, json: { type: 'boolean' } } as const
const USE = 'npm run bench:nlu -- --data DIR [--only a,b] [--without nlpjs,fasttext] [--nlpjs-lines N] [--json]'

async function bench(): Promise<number> {
  const options = optionsGiven()
  if (!options?.data) {
    process.stderr.write(`${USE}\n`)
    return 2
  }
  const folder = resolve(options.data)
  const only = options.only?.split(',')
  const sets = !existsSync(folder) ? [] : readdirSync(folder).filter((set) => existsSync(join(folder, set, 'train.jsonl')) && existsSync(join(folder, set, 'test.jsonl')) && (only?.includes(set) ?? true))
  if (sets.length === 0) {
    process.stderr.write(`${folder} holds no set${only ? ` called ${only.join(' or ')}` : ''}: a set is a folder with train.jsonl and test.jsonl.\n`)
    return 1
  }
  const rivals = RIVALS.filter((rival) => !options.without?.split(',').includes(rival))
  if (rivals.includes('fasttext')) prepareRivals((line) => { process.stderr.write(`${line}\n`) })
  const rows: Row[] = []
  for (const set of sets) {
    process.stderr.write(`${set} …\n`)
    const path = join(folder, set)
    const row: Row = { set, lines: readLines(join(path, 'train.jsonl')).length, rivals: {}, ours: await measureOurs(path) }
    for (const rival of rivals) row.rivals[rival] = await measureRival(rival, path, rival === 'nlpjs' ? Number(options['nlpjs-lines'] ?? Infinity) : Infinity)
    rows.push(row)
  }
  process.stdout.write(options.json ? `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine: machine(), rows })}\n` : `${table(rows, rivals)}\n`)
  return 0
}

function optionsGiven() {
  try {
    return parseArgs({ options: OPTIONS }).values
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    return null
  }
}

async function measureOurs(path: string): Promise<Ours> {
  const oos = join(path, 'oos_test.jsonl')
  const train = readLines(join(path, 'train.jsonl'))
  const lines = [...readLines(join(path, 'test.jsonl')), ...(existsSync(oos) ? readLines(oos).map((line) => ({ ...line, label: OFF_TOPIC })) : [])]
  const from = performance.now()
  const { model, bytes } = await trainInWorker(train, { language: train[0]?.lang ?? 'en' })
  const trainSeconds = (performance.now() - from) / 1000
  const answers = answerAll(model, lines.map(({ text, label }) => ({ text, truth: label === OFF_TOPIC ? null : label })), () => performance.now())
  const { accuracyAfterReject, overall: _, accuracy: __, ...rest } = scoreAnswers(answers)
  const inside = answers.filter(({ truth }) => truth !== null)
  return {
    ...rest, afterReject: accuracyAfterReject, trainSeconds, modelBytes: bytes.length, rssBytes: process.memoryUsage().rss,
    accuracy: bootstrap(inside.map(({ truth, best }) => truth === best)),
    overall: inside.length < answers.length ? bootstrap(answers.map(isDealtWith)) : null,
  }
}

function isDealtWith({ truth, best, accepted }: Answer): boolean {
  return truth === null ? !accepted : accepted && truth === best
}

async function measureRival(rival: string, path: string, most: number) {
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'rival.ts'), rival, join(path, 'train.jsonl'), join(path, 'test.jsonl'), String(most)], { maxBuffer: 1 << 28, timeout: 3_600_000 })
  const { right, trainSeconds, learned } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { right: string; trainSeconds: number; learned: number }
  return { accuracy: bootstrap([...right].map((one) => one === '1')), trainSeconds, learned }
}

/** The share of true ones, with the middle 95 % of a thousand resamples. */
function bootstrap(hits: boolean[]): Interval {
  const random = openRandom(1)
  const shares = Array.from({ length: 1000 }, () => {
    let sum = 0
    for (let n = 0; n < hits.length; n++) if (hits[Math.floor(random() * hits.length)]) sum++
    return sum / hits.length
  }).sort((a, b) => a - b)
  return { value: hits.filter(Boolean).length / hits.length, low: shares[25]!, high: shares[974]! }
}

function table(rows: Row[], rivals: readonly string[]): string {
  const percent = (value: number | null) => (value === null ? '–' : (value * 100).toFixed(1))
  const ranged = (interval: Interval | null) => (interval ? `${percent(interval.value)} (${percent(interval.low)}–${percent(interval.high)})` : '–')
  const head = ['set', ...rivals.flatMap((rival) => [rival, 's']), 'ours', 's', 'after reject', 'overall with off-topic', 'off-topic recall', 'AUC', 'ECE', 'p50 / p99 ms', 'model MB']
  const body = rows.map(({ set, lines, rivals: told, ours }) => [
    set, ...rivals.flatMap((rival) => [ranged(told[rival]!.accuracy), `${told[rival]!.trainSeconds.toFixed(1)}${told[rival]!.learned < lines ? ` (${told[rival]!.learned} of ${lines} lines)` : ''}`]),
    ranged(ours.accuracy), ours.trainSeconds.toFixed(1), percent(ours.afterReject), ranged(ours.overall), percent(ours.oosRecall),
    ours.auc === null ? '–' : ours.auc.toFixed(3), ours.ece.toFixed(3), `${ours.p50Ms.toFixed(2)} / ${ours.p99Ms.toFixed(2)}`, (ours.modelBytes / 1e6).toFixed(1),
  ])
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [`${new Date().toISOString().slice(0, 10)}, ${machine()}; accuracy in % on in-scope test lines with 95 % bootstrap intervals, training in seconds`, '', line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}

function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}`
}

// How the public sets write "none of the intents".
const NONE = new Set(['oos', 'NO_NODES_DETECTED', 'none'])

function readLines(file: string): Example[] {
  return readFileSync(file, 'utf8').trim().split('\n').map((row) => {
    const { text, label, lang } = JSON.parse(row) as { text: string; label: string | null; lang: string }
    return { text, label: !label || NONE.has(label) ? OFF_TOPIC : label, lang }
  })
}

process.exitCode = await bench()
