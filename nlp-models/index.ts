// The door of the room: text in, Understanding out; reply key in, words out.
import { join } from 'node:path'
import { systemClock, type Clock } from '../core/clock.ts'
import type { Language, Reply, Understanding, UnderstandContext } from '../core/conversation/words.ts'
import type { Database } from '../core/db/db.ts'
import { errorLine } from '../core/errors.ts'
import { silentLog, type Log } from '../core/log.ts'
import { loadContent } from './content.ts'
import { buildCatalogue, compileFormats, DEFAULT_FORMATS, emptyCatalogue, type CatalogueEntry, type NumberFormats } from './entities/index.ts'
import { openModelCache } from './model-cache.ts'
import type { OnProgress } from './models.ts'
import { liveReleaseId } from './queries.ts'
import { loadLiveRelease, openRelease, type Release } from './releases.ts'
import { openReplies, type Rendered, type RenderOptions, type Replies } from './replies.ts'
import type { Scorecard } from './scorecard.ts'
import { understand } from './understand.ts'

export type { CatalogueEntry, NumberFormats } from './entities/index.ts'
export type { OnProgress } from './models.ts'
export type { Rendered, RenderOptions } from './replies.ts'
export type { LanguageScore, Scorecard } from './scorecard.ts'
export { nextMoodCurve } from './mood.ts'
export { nlu } from './nlu-cli.ts'
export { understandLines, type UnderstandLinesOptions } from './understand-lines.ts'

export interface NlpModelsOptions {
  db: Database
  /** Folder of content; the shipped one by default. */
  contentDir?: string
  /** Where trained models are cached. */
  dataDir: string
  /** What the shop sells, or how to ask for it. */
  catalogue: CatalogueEntry[] | (() => Promise<CatalogueEntry[]>)
  /** The shop's formats of order and tracking numbers; common ones by default. */
  formats?: Partial<NumberFormats>
  timeZone: string
  clock?: Clock
  log?: Log
  onProgress?: OnProgress
  /** Cancels training at start. */
  signal?: AbortSignal
}

export interface NlpModels {
  /** Answers any text in any state of the world; never throws. */
  understand(text: string, context: UnderstandContext, now: number): Understanding
  render(reply: Reply, options: RenderOptions): Rendered
  hasReply(key: string, language: Language): boolean
  /** What a "did you mean" button for an intent says. */
  choiceLabel(intent: string, language: Language): string
  /** The first is the one a conversation starts in when nothing tells. */
  readonly languages: Language[]
  readonly releaseId: string
  readonly scorecard: Scorecard
  /** Looks for a newer live release and the shop's present catalogue, and takes them into service beside the running turns. */
  refresh(): Promise<void>
  setCatalogue(entries: CatalogueEntry[]): Promise<void>
  close(): Promise<void>
}

/** The content that comes with Baton. */
export const shippedContentDir = join(import.meta.dirname, 'content')

/** Opens the room: trains at the first start (with progress), loads in under a second later. */
export async function openNlpModels(options: NlpModelsOptions): Promise<NlpModels> {
  const { db, timeZone, clock = systemClock, log = silentLog, onProgress, signal } = options
  const shipped = loadContent(options.contentDir ?? shippedContentDir)
  const deps = { db, clock, log, cache: openModelCache(options.dataDir), shipped, onProgress, signal }
  const formats = { ...DEFAULT_FORMATS, ...options.formats }
  const finders = {
    catalogue: emptyCatalogue(), timeZone,
    formats: { orderNumber: compileFormats(formats.orderNumber), trackingNumber: compileFormats(formats.trackingNumber) },
  }
  // Everything a turn reads hangs on these two names: exchanged whole, never changed in place.
  let serving = serve(await openRelease(deps))

  function serve(release: Release): { release: Release; replies: Replies } {
    return { release, replies: openReplies(release.content === shipped ? [shipped] : [release.content, shipped], timeZone) }
  }

  const setCatalogue = async (entries: CatalogueEntry[]) => {
    finders.catalogue = await buildCatalogue(entries)
  }

  const readCatalogue = async () => {
    const { catalogue } = options
    if (Array.isArray(catalogue)) return catalogue
    try {
      return await catalogue()
    } catch (error) {
      // A bot that knows no article names still helps with everything else; the next refresh asks again.
      log.warn({ why: errorLine(error) }, 'the shop did not tell its catalogue; articles are not recognised until it does')
      return null
    }
  }

  const refreshCatalogue = async () => {
    const entries = await readCatalogue()
    if (entries) await setCatalogue(entries)
  }

  await refreshCatalogue()
  return {
    understand: (text, context, now) => understand(text, context, { ears: serving.release.ears, finders, release: serving.release.id, now }),
    render: (reply, how) => serving.replies.render(reply, how),
    hasReply: (key, language) => serving.replies.hasReply(key, language),
    choiceLabel: (intent, language) => serving.replies.choiceLabel(intent, language),
    get languages() {
      return [...serving.release.ears.keys()]
    },
    get releaseId() {
      return serving.release.id
    },
    get scorecard() {
      return serving.release.scorecard
    },
    async refresh() {
      if (await liveReleaseId(db) !== serving.release.id) {
        const newer = await loadLiveRelease(deps)
        if (newer) serving = serve(newer)
      }
      if (!Array.isArray(options.catalogue)) await refreshCatalogue()
    },
    setCatalogue,
    async close() {},
  }
}
