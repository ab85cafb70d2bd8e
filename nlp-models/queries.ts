// Releases in the database, one statement a function.
import type { Db } from '../core/db/db.ts'
import type { Content } from './content.ts'
import type { ModelKind } from './models.ts'
import type { Scorecard } from './scorecard.ts'

export interface LiveRelease {
  id: string
  shippedSha256: string | null
  scorecard: Scorecard
}

export interface StoredModel { language: string; kind: ModelKind; sha256: string }

/** Id of the live release, or null before the first. */
export async function liveReleaseId(db: Db): Promise<string | null> {
  const { rows } = await db.query<{ release_id: string }>('select release_id from live_release')
  return rows[0]?.release_id ?? null
}

export async function liveRelease(db: Db): Promise<LiveRelease | null> {
  const { rows } = await db.query<{ id: string; shipped_sha256: string | null; scorecard: Scorecard }>(
    'select r.id, r.shipped_sha256, r.scorecard from live_release l join release r on r.id = l.release_id')
  const row = rows[0]
  return row ? { id: row.id, shippedSha256: row.shipped_sha256, scorecard: row.scorecard } : null
}

export async function releaseContent(db: Db, id: string): Promise<Content> {
  const { rows } = await db.query<{ content: Content }>('select content from release where id = $1', [id])
  if (!rows[0]) throw new Error(`Release ${id} is gone from the database.`)
  return rows[0].content
}

/** The release's models without their bytes: those are usually at hand in the cache. */
export async function releaseModels(db: Db, id: string): Promise<StoredModel[]> {
  const { rows } = await db.query<StoredModel>('select language, kind, sha256 from release_model where release_id = $1 order by language, kind', [id])
  return rows
}

export async function modelBytes(db: Db, sha256: string): Promise<Uint8Array | null> {
  const { rows } = await db.query<{ bytes: Uint8Array }>('select bytes from release_model where sha256 = $1 limit 1', [sha256])
  return rows[0]?.bytes ?? null
}

export async function insertRelease(db: Db, release: { id: string; createdAt: number; shippedSha256: string | null; content: Content; scorecard: Scorecard }) {
  await db.query(
    'insert into release (id, created_at, shipped_sha256, content, scorecard) values ($1, $2, $3, $4, $5)',
    [release.id, new Date(release.createdAt), release.shippedSha256, JSON.stringify(release.content), JSON.stringify(release.scorecard)])
}

export async function insertModel(db: Db, releaseId: string, model: StoredModel & { bytes: Uint8Array }) {
  await db.query(
    'insert into release_model (release_id, language, kind, bytes, sha256) values ($1, $2, $3, $4, $5)',
    [releaseId, model.language, model.kind, Buffer.from(model.bytes), model.sha256])
}

export async function publishRelease(db: Db, id: string, publishedAt: number) {
  await db.query(
    `insert into live_release (release_id, published_at) values ($1, $2)
     on conflict (is_only) do update set release_id = excluded.release_id, published_at = excluded.published_at`,
    [id, new Date(publishedAt)])
}
