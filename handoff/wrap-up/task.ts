import type { Db } from '../../core/db/db.ts'
import { newId } from '../../core/ids.ts'
import type { LeftMessage } from '../contract.ts'
import { insertLeftMessage } from '../feed/feed-queries.ts'
import { recordChange } from '../ports.ts'
import type { Handoff } from '../queries.ts'

export interface Task {
  /** Left out: a fresh one. One that is there comes up again, with these words. */
  id?: string
  about: Pick<Handoff, 'conversationId' | 'queueId' | 'team' | 'shopperId' | 'shopperName' | 'language'>
  kind: NonNullable<LeftMessage['kind']>
  text: string
  now: number
}

/** Puts something to be looked after on the desk's list, in the caller's transaction: it stays there until somebody ticks it off. */
export async function makeTask(tx: Db, { now, id = newId(now), about, kind, text }: Task): Promise<void> {
  const { conversationId, queueId, team, shopperId, shopperName, language } = about
  await insertLeftMessage(tx, { id, conversationId, queueId, team, shopperId, shopperName, language, text, contact: null, kind, wanted: null, dueAt: now }, now)
  await recordChange(tx, { team, conversationId }, 'task', now)
}
