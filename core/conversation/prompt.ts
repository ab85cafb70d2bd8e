import type { Db } from '../db/db.ts'
import { newId } from '../ids.ts'
import { seal } from './personal.ts'

/** Something that makes the bot speak first: a mark in the transcript and a turn of its own, in which the bot takes `intent` as asked, or the shopper's earlier `words` as said now. */
export type Prompt = ({ intent: string } | { words: string }) & {
  conversationId: string
  /** The mark as the desk shows it. */
  event: { name: string; data?: unknown }
}

/** Queues a turn that no shopper's message began, in the caller's transaction; it runs, and is run again after a crash, like every other. */
export async function promptTurn(tx: Db, { conversationId, event, ...asked }: Prompt, now: number): Promise<void> {
  const id = newId(now)
  const personal = 'words' in asked ? { text: asked.words, event, isWords: true } : { text: asked.intent, event }
  await tx.query(
    `with conv as (
       update conversation set last_seq = last_seq + 1, updated_at = $2, xid = pg_current_xact_id() where id = $1 returning id, last_seq, channel, channel_account, at_desk
     ), line as (
       insert into message (conversation_id, seq, id, speaker, kind, created_at, personal, at_desk) select id, last_seq, $3, 'system', 'event', $2, $4, at_desk from conv
     )
     insert into inbox (conversation_id, seq, channel, channel_account, external_id, received_at, next_at)
     select id, last_seq, channel, channel_account, $5, $2, $2 from conv`,
    [conversationId, new Date(now), id, seal(personal), `prompt:${id}`])
}
