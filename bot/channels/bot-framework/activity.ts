import type { Activity, ConversationReference } from 'botbuilder'
import { z } from 'zod'
import type { Message } from '../../../core/conversation/index.ts'
import { storable } from '../../../core/conversation/index.ts'
import { botbuilder } from './botbuilder.ts'

// Activities as the connectors send them. What we do not read is let through unread.

const Id = z.string().min(1).max(1000).regex(/^\P{Cc}+$/u).refine((text) => text.isWellFormed(), 'must be well-formed text')
const Account = z.looseObject({ id: Id, name: z.string().max(1000).nullish(), role: z.string().max(40).optional().catch(undefined) })
const Attachment = z.object({ contentType: z.string().max(200), contentUrl: z.string().max(4000).nullish(), name: z.string().max(500).nullish() })
const Mention = z.object({ type: z.string().regex(/^mention$/i), mentioned: z.object({ id: z.string() }), text: z.string().min(1) })

export const ActivityIn = z.looseObject({
  type: z.string().min(1).max(64),
  id: Id.optional(),
  channelId: z.string().max(100).optional(),
  serviceUrl: z.string().max(1000).optional(),
  conversation: z.looseObject({ id: Id }).optional(),
  from: Account.optional(),
  recipient: Account.optional(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  locale: z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/).optional().catch(undefined),
  deliveryMode: z.string().max(40).nullish(),
  attachments: z.array(Attachment).max(20).nullish(),
  membersAdded: z.array(Account).max(1000).nullish(),
  entities: z.array(z.unknown()).max(100).nullish(),
})
export type ActivityIn = z.infer<typeof ActivityIn>

/** An activity from which a shopper can be told and answered. */
export type ShopperActivity = ActivityIn & Required<Pick<ActivityIn, 'channelId' | 'serviceUrl' | 'conversation' | 'from' | 'recipient'>>

export function hasSender(activity: ActivityIn): activity is ShopperActivity {
  const { channelId, serviceUrl, conversation, from, recipient } = activity
  return Boolean(channelId && serviceUrl && conversation && from && recipient)
}

/** The words of a message, without the mention by which a group calls the bot; the value of a button that has no words. */
export function wordsOf(activity: ActivityIn): string {
  const text = activity.text ?? (typeof activity.value === 'string' ? activity.value : '')
  const mentions = (activity.entities ?? []).flatMap((entity) => {
    const { data } = Mention.safeParse(entity)
    return data && data.mentioned.id === activity.recipient?.id ? [data.text] : []
  })
  return storable(mentions.reduce((rest, mention) => rest.replaceAll(mention, ''), text)).trim()
}

// These show a card's buttons and ignore suggested actions.
const cardChannels = new Set(['slack'])

/** A message as an activity for the shopper's channel: words plain, choices as the channel shows them. */
export function activityOf(message: Message, to: { channelId?: string; locale: string | null }): Partial<Activity> {
  const actions = message.choices.map(({ title, value }) => ({ type: 'imBack', title, value }))
  const { CardFactory, MessageFactory } = botbuilder()
  const activity = MessageFactory.text(message.text)
  activity.textFormat = 'plain'
  if (to.locale !== null) activity.locale = to.locale
  if (actions.length === 0) return activity
  if (cardChannels.has(to.channelId ?? '')) activity.attachments = [CardFactory.heroCard('', undefined, actions)]
  else activity.suggestedActions = { actions, to: [] }
  return activity
}

/** Puts on an activity where it goes and what it answers, from the reference that was kept. */
export function addressed(activity: Partial<Activity>, reference: Partial<ConversationReference>): Partial<Activity> {
  const { activityId, user, bot, conversation, channelId, serviceUrl } = reference
  return {
    ...activity, ...(activityId === undefined ? {} : { replyToId: activityId }), ...(user ? { recipient: user } : {}), ...(bot ? { from: { ...bot, role: 'bot' } } : {}),
    ...(conversation ? { conversation } : {}), ...(channelId === undefined ? {} : { channelId }), ...(serviceUrl === undefined ? {} : { serviceUrl }),
  }
}
