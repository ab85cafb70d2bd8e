import type { Db } from '../db/db.ts'
import { CallerError } from '../errors.ts'
import { newId } from '../ids.ts'
import { storable } from './personal.ts'
import type { Attachment } from './words.ts'

/** Bytes of the biggest file that is taken. */
export const longestUpload = 5 * 1024 * 1024

// Magic numbers of what we take: the name and the declared type are the sender's word only.
const kinds: { contentType: string; starts: number[]; at?: number }[] = [
  { contentType: 'image/jpeg', starts: [0xff, 0xd8, 0xff] },
  { contentType: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { contentType: 'image/gif', starts: [0x47, 0x49, 0x46, 0x38] },
  { contentType: 'image/webp', starts: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { contentType: 'application/pdf', starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
]

/** Stores a file that a shopper or an agent sent; its kind is told by its bytes. Throws CallerError (413, 415) naming what is taken. */
export async function storeUpload(db: Db, conversationId: string, file: { name: string; bytes: Buffer }, now: number): Promise<Attachment> {
  if (file.bytes.length > longestUpload) throw new CallerError(413, 'FileTooBig', 'Send a file of at most 5 MB.')
  const contentType = kindOf(file.bytes)
  if (!contentType) throw new CallerError(415, 'FileKind', 'Send a picture (JPEG, PNG, GIF, WebP) or a PDF.')
  const id = newId(now)
  const name = storable(file.name).replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, '_').slice(0, 120) || 'file'
  await db.query(
    `insert into upload (conversation_id, id, content_type, size, created_at, personal_name, personal) values ($1, $2, $3, $4, $5, $6, $7)`,
    [conversationId, id, contentType, file.bytes.length, new Date(now), name, file.bytes])
  return { id, contentType, name, size: file.bytes.length }
}

/** What is known of these files of a conversation, in the order asked for; those it does not have are left out. */
export async function uploadsById(db: Db, conversationId: string, ids: string[]): Promise<Attachment[]> {
  const { rows } = await db.query<{ id: string; content_type: string; size: number; personal_name: string }>(
    'select id, content_type, size, personal_name from upload where conversation_id = $1 and id::text = any($2)', [conversationId, ids])
  const byId = new Map(rows.map((row) => [row.id, { id: row.id, contentType: row.content_type, name: row.personal_name, size: row.size }]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The file, or null when this conversation has none of that id. */
export async function readUpload(db: Db, conversationId: string, id: string): Promise<{ contentType: string; name: string; bytes: Buffer } | null> {
  const { rows } = await db.query<{ content_type: string; personal_name: string; personal: Buffer }>(
    `select content_type, personal_name, personal from upload where conversation_id = $1 and id = $2`, [conversationId, id])
  const row = rows[0]
  return row ? { contentType: row.content_type, name: row.personal_name, bytes: Buffer.from(row.personal) } : null
}

function kindOf(bytes: Buffer): string | null {
  const kind = kinds.find(({ starts, at = 0 }) => starts.every((byte, index) => bytes[at + index] === byte))
  return kind?.contentType ?? null
}
