// Which release serves: the live one when it still fits the shipped content, else one trained from it. Checked before it speaks.
import type { Clock } from '../core/clock.ts'
import type { Language } from '../core/conversation/words.ts'
import type { Database, Db } from '../core/db/db.ts'
import { errorLine } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import type { Log } from '../core/log.ts'
import type { Content } from './content.ts'
import type { ModelCache } from './model-cache.ts'
import { fingerprint, openEars, trainModels, type OnProgress } from './models.ts'
import { insertModel, insertRelease, liveRelease, modelBytes, publishRelease, releaseContent, releaseModels, type LiveRelease } from './queries.ts'
import { passesSmoke, scoreContent, type Scorecard } from './scorecard.ts'
import type { Ear } from './understand.ts'

export interface Release {
  id: string
  content: Content
  ears: Map<Language, Ear>
  scorecard: Scorecard
}

export interface ReleaseDeps {
  db: Database
  clock: Clock
  log: Log
  cache: ModelCache
  shipped: Content
  onProgress?: OnProgress | undefined
  signal?: AbortSignal | undefined
}

/** The release to serve at start. Trains from the shipped content when there is none, when the content or the engine changed, or when the live one is damaged. */
export async function openRelease(deps: ReleaseDeps): Promise<Release> {
  const print = fingerprint(deps.shipped)
  const live = await liveRelease(deps.db)
  if (live && (live.shippedSha256 === null || live.shippedSha256 === print)) {
    const loaded = await tryLoad(deps, live, live.shippedSha256 === print ? deps.shipped : null)
    if (loaded) return loaded
  }
  return trainRelease(deps, print)
}

/** The live release as the database has it now, for a replica that serves an older one. Throws when it does not pass its checks: keep the old one then. */
export async function loadLiveRelease(deps: Omit<ReleaseDeps, 'shipped'>): Promise<Release | null> {
  const live = await liveRelease(deps.db)
  return live ? loadRelease(deps, live, null) : null
}

async function tryLoad(deps: ReleaseDeps, live: LiveRelease, content: Content | null): Promise<Release | null> {
  try {
    return await loadRelease(deps, live, content)
  } catch (error) {
    // The words and lines are at hand: training them anew gives the shopper a bot, where failing gives none.
    deps.log.warn({ release: live.id, why: errorLine(error) }, 'the live release cannot be used; training anew from the shipped content')
    return null
  }
}

async function loadRelease({ db, cache }: Pick<ReleaseDeps, 'db' | 'cache'>, live: LiveRelease, content: Content | null): Promise<Release> {
  const stored = await releaseModels(db, live.id)
  const files = await Promise.all(stored.map(async model => ({ ...model, bytes: await cache.model(model.sha256) ?? await fetchModel(db, cache, model.sha256) })))
  const ears = openEars(files)
  if (!passesSmoke(live.scorecard, ears)) throw new Error(`Release ${live.id} does not say what it said when it was trained.`)
  return { id: live.id, ears, scorecard: live.scorecard, content: content ?? await releaseContent(db, live.id) }
}

async function fetchModel(db: Db, cache: ModelCache, hash: string): Promise<Uint8Array> {
  const bytes = await modelBytes(db, hash)
  if (!bytes) throw new Error(`The model ${hash.slice(0, 12)} is gone from the database.`)
  await cache.putModel(bytes)
  return bytes
}

async function trainRelease(deps: ReleaseDeps, print: string): Promise<Release> {
  const { db, clock, log, shipped } = deps
  const files = await trainModels(shipped, deps)
  const ears = openEars(files)
  const scorecard = await scoreContent(shipped, ears)
  const now = clock.now()
  const release = { id: newId(), createdAt: now, shippedSha256: print, content: shipped, scorecard }
  await db.transaction(async tx => {
    await insertRelease(tx, release)
    for (const file of files) await insertModel(tx, release.id, file)
    await publishRelease(tx, release.id, now)
  })
  log.info({ release: release.id, scores: scorecard.languages.map(({ language, accuracy, tests }) => ({ language, accuracy, tests })) }, 'release published')
  return { id: release.id, content: shipped, ears, scorecard }
}
