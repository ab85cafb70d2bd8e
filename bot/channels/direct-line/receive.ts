import type { Attachment } from '../../../core/conversation/index.ts'
import { CallerError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { ChannelRequest, ChannelResponse } from '../channel.ts'
import { baseUrlOf, callerIn, type Caller } from './access.ts'
import { activitiesOf, activityId, externalIdOf, seqOfActivity } from './activity.ts'
import { readJson } from '../json-body.ts'
import { lastRead } from '../read-receipt.ts'
import { ActivityBody, watermarkOf, wordsOf } from './body.ts'
import type { Line } from './line.ts'
import type { Grant } from './tokens.ts'
import { filesOf } from './upload.ts'

const pageSize = 200

/** The routes by which shoppers write and read. `onReceived` is told of every new message. */
export function openActivities(line: Line, onReceived: (conversationId: string) => void) {
  const { config, ports, tokens } = line

  return {
    /** POST conversations/:id/activities */
    async post(request: ChannelRequest): Promise<ChannelResponse> {
      const caller = await callerIn(request, tokens, config, ports.now())
      const activity = readJson(ActivityBody, request.body)
      const grant = await writerOf(caller, request.params.id!, activity.from ?? null)
      return { status: 200, body: { id: await take(grant, activity) } }
    },

    /** GET conversations/:id/activities?watermark= */
    async read(request: ChannelRequest): Promise<ChannelResponse> {
      const caller = await callerIn(request, tokens, config, ports.now())
      const after = watermarkOf(request.query)
      const conversation = await line.find(request.params.id!)
      if (!conversation) return nothingYet(caller, after)
      const messages = await ports.visibleMessages(conversation.id, after, pageSize)
      await line.learnAgents(messages)
      const page = caller.kind === 'token' ? caller.grant : { user: line.userOf(conversation), origin: null }
      const view = line.viewOf(conversation, { base: baseUrlOf(config, request.headers, page.origin), user: page.user })
      return { status: 200, body: { activities: activitiesOf(messages, view), watermark: String(messages.at(-1)?.seq ?? after) } }
    },

    /** POST conversations/:id/upload?userId= — an activity and its files as multipart, or one file as the body. */
    async upload(request: ChannelRequest): Promise<ChannelResponse> {
      const caller = await callerIn(request, tokens, config, ports.now())
      const { activity, files } = await filesOf(request)
      const userId = request.query.get('userId')
      const grant = await writerOf(caller, request.params.id!, activity.from ?? (userId === null ? null : { id: userId, name: null }))
      const conversation = await line.find(grant.conversation)
      const conversationId = conversation?.id ?? (await ports.begin({ ...line.incomingFrom(grant), externalId: `${grant.conversation}:~begin` })).conversationId
      const attachments: Attachment[] = []
      for (const file of files) attachments.push(await ports.storeUpload(conversationId, file))
      return { status: 200, body: { id: await take(grant, activity, attachments) } }
    },

    /** GET conversations/:id/uploads/:uploadId?t= — the picture or PDF, for the bearer of its link. */
    async file(request: ChannelRequest): Promise<ChannelResponse> {
      const { id = '', uploadId = '' } = request.params
      return tokens.files.answer({ conversation: id, uploadId, query: request.query, now: ports.now() }, async () => {
        const conversation = await line.find(id)
        return conversation && ports.readUpload(conversation.id, uploadId)
      })
    },
  }

  async function take(grant: Grant, activity: ActivityBody, attachments: Attachment[] = []): Promise<string> {
    const clientId = activity.channelData?.clientActivityID
    const own = activity.id ?? newId(ports.now())
    const from = { ...line.incomingFrom(grant), externalId: externalIdOf(grant.conversation, clientId === undefined ? { own } : { client: clientId }) }
    const locale = activity.locale === undefined ? {} : { locale: activity.locale }
    if (activity.type !== 'message') return takeSign(activity, { ...from, ...locale }, own)
    const text = wordsOf(activity)
    if (text.trim() === '' && attachments.length === 0) throw new CallerError(400, 'BadArgument', 'text: write something, or send a file.')
    const { conversationId, seq } = await ports.receive({ ...from, ...locale, text, attachments })
    if (seq === null) return firstIdOf(conversationId, grant.conversation, from.externalId)
    onReceived(conversationId)
    return activityId(grant.conversation, seq)
  }

  // What is no message is not stored as one: that somebody types, how far they have read, that a page has opened. Others are taken and mean nothing to us.
  async function takeSign(activity: ActivityBody, from: Parameters<typeof ports.begin>[0], own: string): Promise<string> {
    if (activity.type === 'typing') {
      const conversation = await line.find(from.conversation)
      if (conversation) ports.typing(conversation.id)
    }
    const read = lastRead(activity)
    const seq = read === null ? null : seqOfActivity(from.conversation, read)
    const conversation = seq === null ? null : await line.find(from.conversation)
    if (seq !== null && conversation) await ports.seen(conversation.id, { seq })
    if (activity.type === 'event' && activity.name === 'webchat/join') await ports.begin(from)
    return `${from.conversation}|~${own}`
  }

  // The same message came before: its answer was lost on the way, so the caller gets the same id again.
  async function firstIdOf(conversationId: string, conversation: string, externalId: string): Promise<string> {
    for (let after = 0; ;) {
      const messages = await ports.visibleMessages(conversationId, after, pageSize)
      const first = messages.find((message) => message.externalId === externalId)
      if (first) return activityId(conversation, first.seq)
      if (messages.length === 0) return externalId
      after = messages.at(-1)!.seq
    }
  }

  // `from.id` is bound to the token: nobody speaks in another's name. A secret may speak for anyone.
  async function writerOf(caller: Caller, id: string, from: { id: string; name: string | null } | null): Promise<Grant> {
    if (caller.kind === 'token') {
      if (from !== null && from.id !== caller.grant.user) throw new CallerError(403, 'OtherUser', 'from.id: this token was made for another user.')
      return { ...caller.grant, name: caller.grant.name ?? from?.name ?? null }
    }
    const conversation = await line.find(id)
    if (!conversation) throw new CallerError(404, 'NotFound', 'There is no such conversation: begin one first.')
    const user = from !== null && /^[\x21-\x7e]{1,100}$/.test(from.id) ? from.id : line.userOf(conversation)
    return { conversation: id, user, isVouched: true, name: conversation.shopperName ?? from?.name ?? null, customerId: conversation.customerId, origin: null }
  }
}

function nothingYet(caller: Caller, after: number): ChannelResponse {
  if (caller.kind === 'secret') throw new CallerError(404, 'NotFound', 'There is no such conversation.')
  return { status: 200, body: { activities: [], watermark: String(after) } }
}
