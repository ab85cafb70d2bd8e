import { conversationById, transcript } from '../core/conversation/index.ts'
import type { Database } from '../core/db/db.ts'
import type { Initiation } from '../handoff/index.ts'
import { initiateActivity } from './channels/bot-framework/index.ts'

/** The Bot Framework event `handoff.initiate` of a handoff: context card in `value`, the conversation as `Transcript` attachment. */
export async function initiateOf(db: Database, initiation: Initiation, now: number): Promise<unknown> {
  const conversation = (await conversationById(db, initiation.conversationId))!
  const messages = await transcript(db, initiation.conversationId, { beforeSeq: conversation.lastSeq + 1, limit: 500 })
  return initiateActivity(initiation.context, messages, conversation, now)
}
