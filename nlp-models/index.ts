// The door of the room: text in, Understanding out; reply key in, words out.
import { join } from 'node:path'
import { systemClock, type Clock } from '../core/clock.ts'
import type { GuardResult, Language, Reply, ReplyData, Understanding, UnderstandContext } from '../core/conversation/words.ts'
import type { Database } from '../core/db/db.ts'
import { silentLog, type Log } from '../core/log.ts'
import { loadContent, withoutLines, type Content } from './content.ts'
import type { CatalogueEntry, NumberFormats } from './entities/index.ts'
import { openFinders, type CatalogueSource } from './finders.ts'
import { openGuard, type Guard, type GuardOptions } from './guard/guard.ts'
import { guardReplies } from './guard/guarded-replies.ts'
import { openModelCache } from './model-cache.ts'
import type { OnProgress } from './models.ts'
import { liveReleaseId } from './queries.ts'
import { loadLiveRelease, openRelease, type Release, type ReleaseDeps } from './releases.ts'
import { openReplies, type Rendered, type RenderOptions, type Replies } from './replies.ts'
import type { Scorecard } from './scorecard.ts'
import { renderText, type RenderedText, type TextVoice } from './render-text.ts'
import { understand } from './understand.ts'

export type { CatalogueEntry } from './entities/index.ts'
export { nextMoodCurve } from './mood.ts'
export { foldForSearch } from './normalise.ts'
export { nlu } from './nlu-cli.ts'
export { understandLines } from './understand-lines.ts'

export interface NlpModelsOptions {
  db: Database
  /** Folder of content; the shipped one by default. */
  contentDir?: string
  /** Where trained models are cached. */
  dataDir: string
  /** What the shop sells, or how to ask for it. */
  catalogue: CatalogueSource
  /** What the shop is called, in each language. */
  shopNames?: string[]
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
  /** Fills a text that is no reply of the content, such as a quick reply, with values; says which are missing. */
  renderText(text: string, data: ReplyData, voice: TextVoice): RenderedText
  hasReply(key: string, language: Language): boolean
  /** What the live rules say of a text before it goes to a shopper, and what it promises. */
  guard(text: string, options: GuardOptions): GuardResult
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

interface Serving { release: Release; guard: Guard; replies: Replies }

/** The content that comes with Baton. */
export const shippedContentDir = join(import.meta.dirname, 'content')

/** Opens the room: trains at the first start (with progress), loads in under a second later. */
export async function openNlpModels(options: NlpModelsOptions): Promise<NlpModels> {
  const { db, timeZone, clock = systemClock, log = silentLog, onProgress, signal } = options
  const deps = { db, clock, log, cache: openModelCache(options.dataDir), onProgress, signal }
  const shopNames = (options.shopNames ?? []).map((name) => name.toLowerCase())
  const shop = await openFinders({ catalogue: options.catalogue, formats: options.formats, timeZone, log })
  const { release: first, shipped } = await openFirst(deps, options.contentDir ?? shippedContentDir)
  const shippedReplies = openReplies([shipped], timeZone)
  const serve = (release: Release): Serving => {
    const contents = release.content === shipped ? [shipped] : [release.content, shipped]
    const guard = openGuard(contents, timeZone)
    const replies = guardReplies({ replies: openReplies(contents, timeZone), shipped: shippedReplies, guard, log, now: clock.now })
    return { release, guard, replies }
  }
  // Everything a turn reads hangs on this name: exchanged whole, never changed in place.
  let serving = serve(first)

  return {
    understand: (text, context, now) => understand(text, context, { ears: serving.release.ears, finders: shop.finders, shopNames, release: serving.release.id, now }),
    render: (reply, how) => serving.replies.render(reply, how),
    renderText: (text, data, voice) => renderText(text, data, voice, timeZone),
    guard: (text, how) => serving.guard(text, how),
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
      const newer = await liveReleaseId(db) === serving.release.id ? null : await loadLiveRelease(deps)
      if (newer) serving = serve({ ...newer, content: withoutLines(newer.content) })
      await shop.refresh()
    },
    setCatalogue: shop.setCatalogue,
    async close() {},
  }
}

/** The release to begin with and the shipped words. In a function of its own: what else is in the content is not needed after it, and must not be held. */
async function openFirst(deps: Omit<ReleaseDeps, 'shipped'>, contentDir: string): Promise<{ release: Release; shipped: Content }> {
  const whole = loadContent(contentDir)
  const release = await openRelease({ ...deps, shipped: whole })
  const shipped = withoutLines(whole)
  return { release: { ...release, content: release.content === whole ? shipped : withoutLines(release.content) }, shipped }
}
