// The trained models of some content: made in worker threads, or read back when the same content was trained before.
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Language } from '../core/conversation/words.ts'
import { newSecret, sha256 } from '../core/ids.ts'
import { loadModel, type Example } from './classifier/index.ts'
import type { Content, LanguageContent } from './content.ts'
import { MOOD_LEVELS } from './content-page.ts'
import { moodExamples } from './mood.ts'
import { trainInWorker } from './train.ts'
import type { Ear } from './understand.ts'

export type ModelKind = 'intents' | 'mood'

export interface ModelFile { language: Language; kind: ModelKind; bytes: Uint8Array; sha256: string }

/** Called with how much of all training is done, 0 … 1, and what is being done. */
export type OnProgress = (fraction: number, what: string) => void

const SEED = 7
/** Of each level: fewer lines teach less than the signs know already. */
const FEWEST_MOOD_LINES = 20

/** Trains every model of the content, two languages at a time; the same content gives the same bytes. */
export async function trainModels(content: Content, { onProgress, signal }: { onProgress?: OnProgress | undefined; signal?: AbortSignal | undefined }): Promise<ModelFile[]> {
  const tasks = content.languages.map(language => tasksOf(language))
  const done = tasks.map(list => list.map(() => 0))
  const tell = (at: number, step: number, fraction: number, what: string) => {
    done[at]![step] = fraction
    const all = done.flat()
    onProgress?.(all.reduce((sum, one) => sum + one, 0) / all.length, what)
  }
  const trained = await Promise.all(tasks.map(async (list, at) => {
    const files: ModelFile[] = []
    for (const [step, { language, kind, examples, offTopic }] of list.entries()) {
      const progress = (fraction: number, what: string) => tell(at, step, fraction, `${language} ${kind}: ${what}`)
      const { bytes } = await trainInWorker(examples, { language, seed: SEED, offTopic, onProgress: progress, ...(signal ? { signal } : {}) })
      tell(at, step, 1, `${language} ${kind}`)
      files.push({ language, kind, bytes, sha256: sha256(bytes) })
    }
    return files
  }))
  return trained.flat()
}

/** Models ready to serve. Throws when a file is damaged, of another version, or a language has no intents model. */
export function openEars(files: Pick<ModelFile, 'language' | 'kind' | 'bytes'>[]): Map<Language, Ear> {
  const ears = new Map<Language, Ear>()
  for (const { language, bytes } of files.filter(({ kind }) => kind === 'intents')) {
    const mood = files.find(file => file.language === language && file.kind === 'mood')
    ears.set(language, { model: loadModel(bytes), mood: mood ? loadModel(mood.bytes) : null })
  }
  if (ears.size === 0) throw new Error('The release has no intents model in any language.')
  return ears
}

/** What training depends on: the shipped content and the engine's own source. When either changes, the bot trains anew. */
export function fingerprint(content: Content) {
  const words = content.languages.map(({ language, intents, replies, offTopic, mood }) => ({
    language, offTopic: offTopic.map(({ text }) => text), mood: mood.map(({ text, level, group }) => [text, level, group]),
    intents: intents.map(({ intent, label, utterances, tests }) => [intent, label, utterances.map(({ text, group }) => [text, group]), tests.map(({ text }) => text)]),
    replies: replies.map(({ key, variants }) => [key, variants.map(({ template }) => template)]),
  }))
  return sha256(`${JSON.stringify(words)}\n${engineFingerprint()}`)
}

/** Cached models by content, and single ones by their own hash. A cache that cannot be read or written is no cache, never an error. */
export function openModelCache(dataDir: string) {
  // An in-memory database has no folder of its own; what was trained is the same for all of them.
  const folder = join(dataDir.includes('://') ? join(tmpdir(), 'baton') : dataDir, 'models')
  const pathOf = (name: string) => join(folder, `${name}.model`)
  const get = async (name: string): Promise<Uint8Array | null> => readFile(pathOf(name)).catch(() => null)
  const put = async (name: string, bytes: Uint8Array) => {
    const draft = `${pathOf(name)}.${newSecret(6)}`
    await mkdir(folder, { recursive: true }).then(() => writeFile(draft, bytes)).then(() => rename(draft, pathOf(name))).catch(() => {})
  }
  return {
    async model(hash: string) {
      const bytes = await get(hash)
      return bytes && sha256(bytes) === hash ? bytes : null
    },
    putModel: (file: Pick<ModelFile, 'sha256' | 'bytes'>) => put(file.sha256, file.bytes),
    /** The files trained from content of this fingerprint, or null when one is missing. */
    async trained(print: string): Promise<ModelFile[] | null> {
      const index = await get(`trained-${print.slice(0, 32)}`)
      if (!index) return null
      const entries = JSON.parse(Buffer.from(index).toString('utf8')) as Omit<ModelFile, 'bytes'>[]
      const files = await Promise.all(entries.map(async entry => ({ ...entry, bytes: await this.model(entry.sha256) })))
      return files.every((file): file is ModelFile => file.bytes !== null) ? files : null
    },
    async putTrained(print: string, files: ModelFile[]) {
      for (const file of files) await this.putModel(file)
      await put(`trained-${print.slice(0, 32)}`, Buffer.from(JSON.stringify(files.map(({ language, kind, sha256: hash }) => ({ language, kind, sha256: hash })))))
    },
  }
}

export type ModelCache = ReturnType<typeof openModelCache>

function tasksOf({ language, intents, offTopic, mood }: LanguageContent) {
  const examples: Example[] = intents.flatMap(({ intent, utterances }) => utterances.map(({ text, group }) => ({ text, label: intent, lang: language, group })))
  const moods = moodExamples({ language, mood, intents })
  return [
    { language, kind: 'intents' as const, examples, offTopic: offTopic.map(({ text }) => text) },
    ...(MOOD_LEVELS.every(level => mood.filter(line => line.level === level).length >= FEWEST_MOOD_LINES) ? [{ language, kind: 'mood' as const, examples: moods, offTopic: [] }] : []),
  ]
}

function engineFingerprint() {
  const here = import.meta.dirname
  const files = ['normalise.ts', 'reading.ts', 'mood.ts', 'script.ts', ...inFolder(here, 'classifier'), ...inFolder(here, 'mood'), ...inFolder(here, 'concepts'), ...inFolder(here, 'background')]
  return sha256(files.map(file => readFileSync(join(here, file), 'utf8')).join('\0'))
}

function inFolder(here: string, folder: string) {
  return readdirSync(join(here, folder)).filter(name => /\.(?:ts|txt)$/.test(name)).sort().map(name => join(folder, name))
}
