import type { Outgoing } from '../channel.ts'
import { activityId } from './activity.ts'

/** Nothing to carry: pages read by watermark, and once this resolves the message counts as sent and they are told to look. */
export async function send({ conversation, message }: Outgoing): Promise<string> {
  return activityId(conversation.externalId, message.seq)
}
