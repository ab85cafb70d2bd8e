import type { Db } from '../../core/db/db.ts'

/** Names of facts that agents have taken away from what was known at the handoff. */
export async function removedFacts(db: Db, conversationId: string): Promise<Set<string>> {
  const { rows } = await db.query<{ name: string }>('select name from removed_fact where conversation_id = $1', [conversationId])
  return new Set(rows.map((row) => row.name))
}

/** The fact is not known any more. */
export async function insertRemovedFact(tx: Db, conversationId: string, name: string): Promise<void> {
  await tx.query('insert into removed_fact (conversation_id, name) values ($1, $2) on conflict do nothing', [conversationId, name])
}

/** The fact is known again. */
export async function deleteRemovedFact(tx: Db, conversationId: string, name: string): Promise<void> {
  await tx.query('delete from removed_fact where conversation_id = $1 and name = $2', [conversationId, name])
}
