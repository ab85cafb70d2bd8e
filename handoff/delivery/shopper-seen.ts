import { lastSeqs } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { latestHandoffOf } from '../queries.ts'

/** The shopper has read the conversation up to `seq`, as their channel tells. Kept where a person has been asked for; a position never goes back. No turn follows from it. */
export async function shopperSaw(ports: Pick<HandoffPorts, 'db' | 'clock' | 'hint'>, conversationId: string, seq: number): Promise<void> {
  const handoff = await latestHandoffOf(ports.db, conversationId)
  if (!handoff) return
  const now = ports.clock.now()
  const isNews = await ports.db.transaction(async (tx) => {
    // What is not said yet cannot have been read.
    const upTo = Math.min(seq, (await lastSeqs(tx, [conversationId])).get(conversationId) ?? 0)
    if (upTo < 1 || !(await saveSeen(tx, { conversationId, seq: upTo, now }))) return false
    await recordChange(tx, handoff, 'seen', now)
    return true
  })
  if (isNews) hintConsoles(ports, conversationId)
}

async function saveSeen(tx: Db, { conversationId, seq, now }: { conversationId: string; seq: number; now: number }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into shopper_seen (conversation_id, seq, at) values ($1, $2, $3)
     on conflict (conversation_id) do update set seq = excluded.seq, at = excluded.at where shopper_seen.seq < excluded.seq`, [conversationId, seq, new Date(now)])
  return rowCount === 1
}
