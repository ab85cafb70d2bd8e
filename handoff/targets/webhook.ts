import type { Conversation, Message } from '../../core/conversation/index.ts'
import { initiationOf } from '../card/initiate.ts'
import type { HandoffPorts } from '../ports.ts'
import { ask } from './ask.ts'
import { fileAddress } from './files.ts'
import type { WebhookSettings } from './settings.ts'
import { signatureOf } from './signature.ts'
import type { HandoffTarget, TargetCall } from './target.ts'

/** Names of the headers of every call, in both directions. */
export const signedHeaders = { timestamp: 'x-baton-timestamp', signature: 'x-baton-signature', keyId: 'x-baton-key-id', delivery: 'x-baton-delivery', handoff: 'x-baton-handoff' }

/**
 * The desk behind a webhook: posts Bot Framework activities (the `handoff.initiate` event, then messages and `handoff.status`) to one address. Each is signed
 * anew at every attempt, and carries the same delivery id at all of them.
 */
export function openWebhookTarget(settings: WebhookSettings, ports: HandoffPorts): HandoffTarget {
  return {
    name: 'webhook', label: URL.parse(settings.url)?.hostname ?? 'Webhook', isOutside: true, acceptWithinMs: settings.acceptWithinMs,
    async send(call) {
      const activity = await activityOf(ports, call)
      const body = JSON.stringify({ ...activity, channelData: { handoffId: call.handoff.id, conversationId: call.conversation.id } })
      await ask({ method: 'POST', url: settings.url, body, now: ports.clock.now(), headers: headersOf(settings, call, body, ports.clock.now()) })
    },
  }
}

function headersOf({ keys }: WebhookSettings, call: TargetCall, body: string, now: number): Record<string, string> {
  const key = keys[0]!
  const timestamp = String(Math.floor(now / 1000))
  return {
    'content-type': 'application/json', [signedHeaders.timestamp]: timestamp, [signedHeaders.signature]: signatureOf(key.secret, timestamp, body),
    [signedHeaders.keyId]: key.id, [signedHeaders.delivery]: call.id, [signedHeaders.handoff]: call.handoff.id,
  }
}

async function activityOf(ports: HandoffPorts, { told, handoff, conversation }: TargetCall): Promise<object> {
  switch (told.kind) {
    case 'initiate': return (await ports.renderInitiate((await initiationOf(ports, handoff.id, null))!)) as object
    case 'message': return messageActivity(ports, conversation, told.message)
    case 'status': return {
      ...common(conversation, ports.clock.now()), type: 'event', id: `${handoff.id}|${told.status}`, name: 'handoff.status', from: { id: 'bot', name: 'bot', role: 'bot' },
      value: { state: told.status, message: told.reason },
    }
  }
}

async function messageActivity(ports: HandoffPorts, conversation: Conversation, message: Message): Promise<object> {
  const from = message.speaker === 'shopper'
    ? { id: conversation.shopperId, name: conversation.shopperName ?? '', role: 'user' }
    : { id: message.agentId ?? message.speaker, name: message.speaker, role: 'bot' }
  const attachments = await Promise.all(message.attachments.map(async (one) => {
    const contentUrl = await fileAddress(ports, conversation.id, one)
    return { contentType: one.contentType, name: one.name, ...(contentUrl ? { contentUrl } : {}) }
  }))
  return {
    ...common(conversation, message.createdAt), type: 'message', id: `${conversation.id}|${message.seq}`, from, text: message.text, textFormat: 'plain',
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}

function common({ channel, externalId }: Conversation, at: number): object {
  return { timestamp: new Date(at).toISOString(), channelId: channel, conversation: { id: externalId }, recipient: { id: 'desk', name: 'desk', role: 'user' } }
}
