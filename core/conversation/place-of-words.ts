import type { Db } from '../db/db.ts'

/** Where words stand that a channel knows by `externalId`, said by us or by the shopper; null when we have none such. */
export async function seqOfExternalId(db: Db, conversationId: string, externalId: string): Promise<number | null> {
  const { rows } = await db.query<{ seq: number | null }>(
    `select max(seq) as seq from (
       select seq from outbox where conversation_id = $1 and external_id = $2
       union all select seq from inbox where conversation_id = $1 and (external_id = $2 or external_id like '%:' || $3)) known`,
    [conversationId, externalId, externalId.replaceAll(/[\\%_]/g, String.raw`\$&`)])
  return rows[0]?.seq ?? null
}
