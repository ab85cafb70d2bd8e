import type { Activity, ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication, ConversationReference, TurnContext } from 'botbuilder'
import type { Conversation, KnownMessage } from '../../../core/conversation/index.ts'
import { CallerError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { ChannelPorts, ChannelResponse, Incoming } from '../channel.ts'
import { activityOf, hasSender, wordsOf, type ActivityIn, type ShopperActivity } from './activity.ts'
import { fetchFiles } from './attachments.ts'
import { lastRead } from '../read-receipt.ts'
import { botbuilder } from './botbuilder.ts'
import type { Connector } from './connector.ts'

export const channelName = 'bot-framework'

/** Kept with the conversation: what is needed to answer. */
export interface Address {
  reference: Partial<ConversationReference>
}

// Connectors give up after 15 s; what is not there by then goes by the outbox.
const waitMs = 9_000
const longestIncoming = 16_000

/**
 * Takes activities that have been checked, through botbuilder's CloudAdapter and ActivityHandler. The adapter is given no credentials: it says nothing
 * itself. Words go by the outbox or, for `expectReplies`, in the answer's body.
 */
export function openReceive(ports: ChannelPorts, connector: Connector): (activity: ActivityIn) => Promise<ChannelResponse> {
  const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = botbuilder()
  const authentication = new ConfigurationBotFrameworkAuthentication({})
  const adapter = new CloudAdapter(authentication)
  let nobody: Promise<Identity> | null = null
  const failures = new WeakMap<Activity, Error>()
  const storing: Storing = new WeakMap()
  adapter.onTurnError = async (context, error) => { failures.set(context.activity, error) }
  const handler = handlerFor({ ports, connector, storing })

  return async (checked) => {
    const activity = { ...checked } as never as Activity
    nobody ??= identityOfNobody(authentication)
    let replies: Partial<Activity>[] | undefined
    await adapter.processActivityDirect(await nobody, activity, async (context) => {
      await handler.run(context)
      // The context is revoked when the turn ends: what is buffered in it is taken out now.
      if (isExpectingReplies(checked)) replies = structuredClone(context.bufferedReplyActivities)
    })
    const failure = failures.get(activity)
    if (failure) throw failure
    await storing.get(activity)?.()
    return replies === undefined ? { status: 200 } : { status: 200, body: { activities: replies } }
  }
}

/** What is left to do with an activity when the adapter is through with it. While the database stores a message nothing of the adapter's turn is kept alive: that was a quarter of what the young heap had to carry over. */
type Storing = WeakMap<Activity, () => Promise<unknown>>

interface Receiving { ports: ChannelPorts; connector: Connector; storing: Storing }

type Identity = Exclude<Parameters<CloudAdapter['processActivityDirect']>[0], string>

/**
 * What the adapter wants to know and have of a caller. Ours have been checked and it answers nobody itself, so that it is the same for all: made anew for
 * each request, its clients cost more than all its other work.
 */
async function identityOfNobody(authentication: ConfigurationBotFrameworkAuthentication): Promise<Identity> {
  const identity = await authentication.authenticateRequest({} as Activity, '')
  const client = await identity.connectorFactory!.create('', identity.audience)
  const tokens = await authentication.createUserTokenClient(identity.claimsIdentity)
  authentication.createUserTokenClient = async () => tokens
  return { ...identity, connectorFactory: { create: async () => client } }
}

/** BCP-47 tag of the language a conversation is held in, or null before that is known. */
export function localeOf({ language, script }: Conversation): string | null {
  if (language === null) return null
  return script === 'none' ? language : `${language}-${script}`
}

function handlerFor(receiving: Receiving): ActivityHandler {
  const { ports } = receiving
  const handler = new (botbuilder().ActivityHandler)()
  handler.onMessage(async (context, next) => {
    await takeMessage(context, receiving)
    await next()
  })
  handler.onMessageUpdate(async (context, next) => {
    const activity = activityIn(context)
    // Pictures and cards of an edited message stay as they were; an update without words says nothing to us.
    const text = wordsOf(activity).slice(0, longestIncoming)
    if (activity.id !== undefined && text !== '') await ports.edit(knownBy(activity, activity.id), text)
    await next()
  })
  handler.onMessageDelete(async (context, next) => {
    const activity = activityIn(context)
    if (activity.id !== undefined) await ports.takeBack(knownBy(activity, activity.id))
    await next()
  })
  handler.onEvent(async (context, next) => {
    const activity = activityIn(context)
    const read = lastRead(activity)
    const { channel, channelAccount, conversation } = incomingFrom(activity)
    const known = read === null ? null : await ports.conversationByExternalId(channel, channelAccount, conversation)
    if (known) await ports.seen(known.id, { externalId: read! })
    await next()
  })
  handler.onMembersAdded(async (context, next) => {
    const activity = activityIn(context)
    const shopper = activity.membersAdded?.find(({ id }) => id !== activity.recipient.id)
    if (shopper) await ports.begin({ ...incomingFrom({ ...activity, from: shopper }), externalId: `${activity.conversation.id}:begin` })
    await next()
  })
  return handler
}

async function takeMessage(context: TurnContext, { ports, connector, storing }: Receiving): Promise<void> {
  const activity = activityIn(context)
  const from = incomingFrom(activity)
  const conversationId = async () => {
    const known = await ports.conversationByExternalId(from.channel, from.channelAccount, from.conversation)
    return known?.id ?? (await ports.begin({ ...from, externalId: `${from.conversation}:begin` })).conversationId
  }
  const files = await fetchFiles(activity, connector, ports, conversationId)
  const text = [wordsOf(activity), ...files.notes].filter(Boolean).join('\n')
  if (text.length > longestIncoming) throw new CallerError(413, 'MessageSizeTooBig', `Send at most ${longestIncoming} characters at a time.`)
  // A card's form or an empty line says nothing that could be answered.
  if (text === '' && files.attachments.length === 0) return
  const incoming: Incoming = { ...from, externalId: externalIdOf(from.conversation, activity.id ?? newId(ports.now())), text, attachments: files.attachments }
  if (!isExpectingReplies(activity)) return void storing.set(context.activity, () => ports.receive(incoming))
  const { conversationId: id, replies } = await ports.receiveAndWait(incoming, waitMs)
  if (replies.length === 0) return
  const conversation = await ports.conversation(id)
  const to = { channelId: activity.channelId, locale: conversation && localeOf(conversation) }
  await context.sendActivities(replies.map((message) => activityOf(message, to)))
}

function activityIn(context: TurnContext): ShopperActivity {
  const activity = context.activity as never as ActivityIn
  if (!hasSender(activity)) throw new CallerError(400, 'BadActivity', 'Send channelId, serviceUrl, conversation, from and recipient.')
  return activity
}

/** The message that an update or a deletion is about, as it was taken in. */
function knownBy(activity: ShopperActivity, id: string): KnownMessage {
  const { channel, channelAccount, conversation } = incomingFrom(activity)
  return { channel, channelAccount, externalId: externalIdOf(conversation, id) }
}

function externalIdOf(conversation: string, id: string): string {
  return `${conversation}:${id}`
}

function incomingFrom(activity: ShopperActivity): Omit<Incoming, 'text' | 'attachments' | 'externalId'> {
  const { channelId, conversation, from, recipient, locale } = activity
  const address: Address = { reference: botbuilder().TurnContext.getConversationReference(activity as never as Activity) }
  return {
    channel: channelName, channelAccount: `${channelId}:${recipient.id}`, conversation: conversation.id,
    shopper: { externalId: from.id, name: from.name?.trim().slice(0, 80) || null, customerId: null }, address, ...(locale === undefined ? {} : { locale }),
  }
}

function isExpectingReplies(activity: ActivityIn): boolean {
  return activity.deliveryMode === 'expectReplies'
}
