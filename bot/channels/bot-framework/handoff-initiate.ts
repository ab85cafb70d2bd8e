import type { Activity, BotAdapter, Transcript } from 'botbuilder'
import type { Conversation, Message } from '../../../core/conversation/index.ts'
import { botbuilder } from './botbuilder.ts'

type HandoffStatus = 'accepted' | 'failed' | 'completed'

/**
 * The `handoff.initiate` event of Bot Framework's handoff protocol: the context card in `value`, the conversation as a `Transcript` attachment. Notes
 * of agents and inner events are left out of the transcript.
 */
export function initiateActivity(context: unknown, messages: Message[], conversation: Conversation, now: number): Partial<Activity> {
  const { EventFactory, TurnContext } = botbuilder()
  // EventFactory reads nothing of a turn but its activity, so no adapter is needed to make one.
  const turn = new TurnContext({} as BotAdapter, activityOf(conversation))
  const event = EventFactory.createHandoffInitiation(turn, context, transcriptOf(messages, conversation))
  return { ...event, id: `${conversation.id}|handoff.initiate|${now}`, timestamp: new Date(now) }
}

/** The `handoff.status` event that comes back. `message` explains a failure. */
export function handoffStatus(conversation: Conversation, state: HandoffStatus, now: number, message?: string): Partial<Activity> {
  const event = botbuilder().EventFactory.createHandoffStatus(activityOf(conversation).conversation!, state, message as string)
  return { ...event, id: `${conversation.id}|handoff.status|${now}`, timestamp: new Date(now), channelId: conversation.channel }
}

// `from` is who speaks to the hub: the shopper, whose last words led here.
function activityOf(conversation: Conversation): Partial<Activity> {
  return {
    type: 'event', id: `${conversation.id}|${conversation.lastSeq}`, channelId: conversation.channel, serviceUrl: '',
    conversation: { id: conversation.externalId, name: '', isGroup: false, conversationType: '' }, from: { id: conversation.shopperId, name: conversation.shopperName ?? '', role: 'user' },
    recipient: { id: 'bot', name: '', role: 'bot' },
  }
}

function transcriptOf(messages: Message[], conversation: Conversation): Transcript {
  const spoken = messages.filter((message) => message.kind === 'text')
  return { activities: spoken.map((message) => transcriptLine(message, conversation) as Activity) }
}

function transcriptLine(message: Message, conversation: Conversation): Partial<Activity> {
  const from = message.speaker === 'shopper' ? { id: conversation.shopperId, name: conversation.shopperName ?? '', role: 'user' }
    : { id: message.agentId ?? message.speaker, name: message.speaker, role: 'bot' }
  return {
    type: 'message', id: `${conversation.id}|${message.seq}`, timestamp: new Date(message.createdAt), channelId: conversation.channel,
    conversation: { id: conversation.externalId, name: '', isGroup: false, conversationType: '' }, from, text: message.text, textFormat: 'plain',
    ...(message.attachments.length === 0 ? {} : { attachments: message.attachments.map(({ contentType, name }) => ({ contentType, name })) }),
  }
}
