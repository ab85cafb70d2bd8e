// The trained models of some content: made in worker threads, or read back when the same content was trained before.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../core/conversation/words.ts'
import { sha256 } from '../core/ids.ts'
import { loadModel, mentorFingerprint, type ClassifierModel, type Example } from './classifier/index.ts'
import type { Content, LanguageContent } from './content.ts'
import { MOOD_LEVELS } from './content-page.ts'
import type { ModelCache } from './model-cache.ts'
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

/** Every model of the content, two languages at a time: from the cache where the same lesson was learned before, else trained; the same content gives the same bytes. */
export async function trainModels(content: Content, { cache, onProgress, signal }: TrainingDeps): Promise<ModelFile[]> {
  const lessons = content.languages.map(lessonsOf)
  const done = lessons.map(list => list.map(() => 0))
  const trained = await Promise.all(lessons.map(async (list, at) => {
    const files: ModelFile[] = []
    for (const [step, lesson] of list.entries()) {
      const tell: OnProgress = (fraction, what) => {
        done[at]![step] = fraction
        const all = done.flat()
        onProgress?.(all.reduce((sum, one) => sum + one, 0) / all.length, `${lesson.language} ${lesson.kind}: ${what}`)
      }
      files.push(await learn(lesson, { cache, onProgress: tell, signal }))
    }
    return files
  }))
  return trained.flat()
}

export interface TrainingDeps {
  cache: ModelCache
  onProgress?: OnProgress | undefined
  signal?: AbortSignal | undefined
}

async function learn({ language, kind, examples, offTopic }: Lesson, { cache, onProgress, signal }: TrainingDeps): Promise<ModelFile> {
  const print = sha256(JSON.stringify([kind, language, SEED, engineFingerprint(kind), kind === 'intents' ? mentorFingerprint(language) : '', examples, offTopic]))
  const known = await cache.trained(print)
  if (known) {
    onProgress?.(1, 'known')
    return { language, kind, bytes: known, sha256: sha256(known) }
  }
  const { bytes } = await trainInWorker(examples, { language, seed: SEED, offTopic, onProgress: (fraction, what) => onProgress?.(fraction, what), ...(signal ? { signal } : {}) })
  await cache.putTrained(print, bytes)
  onProgress?.(1, 'done')
  return { language, kind, bytes, sha256: sha256(bytes) }
}

/** Models ready to serve. Throws when a file is damaged, of another version, or a language has no intents model. */
export function openEars(files: Pick<ModelFile, 'language' | 'kind' | 'bytes'>[]): Map<Language, Ear> {
  const ears = new Map<Language, Ear>()
  for (const { language, bytes } of files.filter(({ kind }) => kind === 'intents')) {
    const mood = files.find(file => file.language === language && file.kind === 'mood')
    ears.set(language, { model: modelIn(bytes), mood: mood ? modelIn(mood.bytes) : null })
  }
  if (ears.size === 0) throw new Error('The release has no intents model in any language.')
  return ears
}

// By hash of their bytes, as long as somebody has them: a release that changes words only has the models of the one before it, and reading them takes a quarter of a second and their memory twice.
const inUse = new Map<string, WeakRef<ClassifierModel>>()

function modelIn(bytes: Uint8Array): ClassifierModel {
  const print = sha256(bytes)
  const known = inUse.get(print)?.deref()
  if (known) return known
  for (const [old, model] of inUse) if (!model.deref()) inUse.delete(old)
  const model = loadModel(bytes)
  inUse.set(print, new WeakRef(model))
  return model
}

/** What a release made from files depends on: the content and the engine's own source. When either changes, the bot makes a new one. */
export function fingerprint(content: Content) {
  const words = content.languages.map(({ language, intents, replies, offTopic, mood, guard }) => ({
    guard: guard?.rules.map(({ name, label, deed, by, promise, instead, lines, unless }) => [name, label, deed, by, promise, instead, lines.map(({ text }) => text), unless.map(({ text }) => text)]),
    language, offTopic: offTopic.map(({ text }) => text), mood: mood.map(({ text, level, group }) => [text, level, group]),
    intents: intents.map(({ intent, label, utterances, tests }) => [intent, label, utterances.map(({ text, group }) => [text, group]), tests.map(({ text }) => text)]),
    replies: replies.map(({ key, variants }) => [key, variants.map(({ template }) => template)]),
  }))
  const mentors = content.languages.map(({ language }) => mentorFingerprint(language))
  return sha256([JSON.stringify(words), engineFingerprint('mood'), ...mentors].join('\n'))
}

interface Lesson { language: Language; kind: ModelKind; examples: Example[]; offTopic: string[] }

function lessonsOf({ language, intents, offTopic, mood }: LanguageContent): Lesson[] {
  const examples: Example[] = intents.flatMap(({ intent, utterances }) => utterances.map(({ text, group }) => ({ text, label: intent, lang: language, group })))
  const moods = moodExamples({ language, mood, intents })
  return [
    { language, kind: 'intents' as const, examples, offTopic: offTopic.map(({ text }) => text) },
    ...(MOOD_LEVELS.every(level => mood.filter(line => line.level === level).length >= FEWEST_MOOD_LINES) ? [{ language, kind: 'mood' as const, examples: moods, offTopic: [] }] : []),
  ]
}

const prints = new Map<ModelKind, string>()
/** How a model is asked changes no model. */
const READING_ONLY = /(?:classify|parts)\.ts$/

/** The source that turns lines into a model: another engine makes another model of the same lines. */
function engineFingerprint(kind: ModelKind) {
  const known = prints.get(kind)
  if (known) return known
  const here = import.meta.dirname
  const forMood = kind === 'mood' ? ['mood.ts', 'reading.ts', ...inFolder(here, 'mood')] : []
  const classifier = inFolder(here, 'classifier').filter(file => !READING_ONLY.test(file))
  const files = ['normalise.ts', 'script.ts', ...classifier, ...wordLists(here), ...forMood]
  const print = sha256(files.map(file => readFileSync(join(here, file), 'utf8')).join('\0'))
  prints.set(kind, print)
  return print
}

/** What is written by hand by language: the lists of notions and of feelings, and the pages of the background. */
function wordLists(here: string) {
  return ['background', 'concepts', 'feelings'].flatMap(folder => readdirSync(join(here, folder)).sort().flatMap(language => inFolder(here, join(folder, language))))
}

function inFolder(here: string, folder: string) {
  return readdirSync(join(here, folder)).filter(name => /\.(?:ts|txt)$/.test(name)).sort().map(name => join(folder, name))
}
