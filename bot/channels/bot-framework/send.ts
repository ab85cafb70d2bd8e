import { z } from 'zod'
import { RefusedError } from '../../../core/errors.ts'
import type { Channel, Outgoing } from '../channel.ts'
import { activityOf, addressed } from './activity.ts'
import type { Connector } from './connector.ts'
import { localeOf, type Address } from './receive.ts'
import type { SendFiles } from './send-files.ts'

const Sent = z.object({ id: z.string() }).nullable().catch(null)

/** Sends a message to the serviceUrl its conversation came from, when that is still allowed. */
export function openSend(connector: Connector, isServiceUrlAllowed: (serviceUrl: string) => boolean, { filesOf }: Pick<SendFiles, 'filesOf'>): Channel['send'] {
  return async ({ conversation, message }: Outgoing, signal) => {
    const { reference } = conversation.address as Address
    const { serviceUrl = '', activityId, conversation: there } = reference
    if (!there || !isServiceUrlAllowed(serviceUrl)) throw new RefusedError('the conversation\'s serviceUrl is not on the allow-list: see BOT_FRAMEWORK_SERVICE_URLS')
    const path = ['v3/conversations', encodeURIComponent(there.id), 'activities', ...(activityId === undefined ? [] : [encodeURIComponent(activityId)])].join('/')
    const files = await filesOf(conversation, message, reference.channelId)
    const words = { ...message, text: [message.text, ...files.lines].filter(Boolean).join('\n') }
    const activity = addressed(activityOf(words, { channelId: reference.channelId, locale: localeOf(conversation) }), reference)
    if (files.attachments.length > 0) activity.attachments = [...(activity.attachments ?? []), ...files.attachments]
    return Sent.parse(await connector.post(`${serviceUrl.replace(/\/+$/, '')}/${path}`, activity, signal))?.id ?? null
  }
}
