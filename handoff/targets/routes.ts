import type { z } from 'zod'
import { isSameSecret } from '../../core/auth.ts'
import { isId } from '../../core/ids.ts'
import { refuse } from '../api/answer.ts'
import type { DeskAnswer, DeskRequest, RouteContext } from '../api/answer.ts'
import { notFound } from '../api/deed.ts'
import { post } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { OutsideMessage, OutsideStatus } from '../contract.ts'
import type { OutsideDone } from '../contract.ts'
import type { HandoffPorts } from '../ports.ts'
import { handoffById } from '../queries.ts'
import { ChatwootEvent, newsOf } from './chatwoot/events.ts'
import type { ChatwootNews } from './chatwoot/events.ts'
import { takeFiles } from './files.ts'
import type { OutsideFile } from './files.ts'
import { linkByPlace } from './link-queries.ts'
import { targetOf } from './open-targets.ts'
import { acceptFromOutside, completeFromOutside, failFromOutside, replyFromOutside } from './outside.ts'
import type { OutsideRefusal } from './outside.ts'
import { checkSignature } from './signature.ts'
import { signedHeaders } from './webhook.ts'

/** Opens a route to another system that signs what it sends. */
function signed(route: DeskRoute, verify: NonNullable<DeskRoute['verify']>): DeskRoute {
  return { ...route, verify }
}

/** What outside desks call: by signature, never by session. */
export const targetRoutes: readonly DeskRoute[] = [
  signed(post('/api/handoffs/:id/status', 'anyone', OutsideStatus, status), verifyWebhook),
  signed(post('/api/handoffs/:id/messages', 'anyone', OutsideMessage, message), verifyWebhook),
  signed(post('/api/handoff-targets/chatwoot/events', 'anyone', ChatwootEvent, chatwootEvent), verifyChatwoot),
]

async function status({ ports, params, body }: RouteContext<z.output<typeof OutsideStatus>>): Promise<DeskAnswer> {
  const { handoffId } = body
  if (!isOfPath(params, handoffId)) return wrongHandoff()
  const outside = { ports, target: targetOf(ports) }
  switch (body.state) {
    case 'accepted': return answerOf(await acceptFromOutside(outside, handoffId, body.agent.name), { handoffId, state: 'accepted' })
    case 'failed': return answerOf(await failFromOutside(outside, handoffId, body.message ?? ''), { handoffId, state: 'failed' })
    case 'completed': {
      const end = { agentName: body.agent?.name ?? outside.target.label, disposition: body.disposition, next: body.next, note: body.message ?? '' }
      return answerOf(await completeFromOutside(outside, handoffId, end), { handoffId, state: 'completed' })
    }
  }
}

async function message({ ports, params, body }: RouteContext<z.output<typeof OutsideMessage>>): Promise<DeskAnswer> {
  const { id, handoffId, agent, text, attachments } = body
  if (!isOfPath(params, handoffId)) return wrongHandoff()
  const files = attachments.map(({ name, contentUrl }) => ({ name, url: contentUrl }))
  return answerOf(await say(ports, { handoffId, id, agentName: agent.name, text, files }), { handoffId, state: 'accepted' })
}

async function chatwootEvent({ ports, body }: RouteContext<ChatwootEvent>): Promise<DeskAnswer> {
  const { targetSettings: settings } = ports
  const news = settings?.kind === 'chatwoot' ? newsOf(body, settings) : null
  const link = news && (await linkByPlace(ports.db, 'chatwoot', news.conversationId))
  // Chatwoot posts every event of every conversation of the inbox: what is not ours is taken and not looked at.
  return news && link ? takeNews(ports, link.handoffId, news) : { status: 200, body: {} }
}

async function takeNews(ports: HandoffPorts, handoffId: string, news: ChatwootNews): Promise<DeskAnswer> {
  switch (news.kind) {
    // Chatwoot shows its agent that a message failed when its webhook is refused: so a late reply is not lost without a word.
    case 'reply': return answerOf(await say(ports, { handoffId, ...news }), { handoffId, state: 'accepted' })
    case 'resolved': {
      const target = targetOf(ports)
      await completeFromOutside({ ports, target }, handoffId, { agentName: news.agentName ?? target.label, disposition: 'answered', next: 'closed', note: '' })
      return { status: 200, body: {} }
    }
  }
}

async function say(ports: HandoffPorts, words: { handoffId: string; id: string; agentName: string; text: string; files: OutsideFile[] }): Promise<'done' | OutsideRefusal> {
  const handoff = await handoffById(ports.db, words.handoffId)
  if (!handoff) return { no: 'not-found' }
  const { attachments, links } = await takeFiles(ports, handoff.conversationId, words.files, ports.targetSettings?.url ?? '')
  const text = [words.text, ...links].filter(Boolean).join('\n')
  return replyFromOutside({ ports, target: targetOf(ports) }, words.handoffId, { id: words.id, agentName: words.agentName, text, attachments })
}

function answerOf(answer: 'done' | OutsideRefusal, done: OutsideDone): DeskAnswer {
  if (answer === 'done') return { status: 200, body: done }
  switch (answer.no) {
    case 'not-found': return notFound()
    case 'too-late': return refuse(409, 'not-possible', 'This handoff is not yours any more.')
    case 'already-claimed': return refuse(409, 'already-claimed', `${answer.by.name} has taken this conversation.`, { by: answer.by })
    case 'guarded': return refuse(409, 'not-possible', 'The shop does not allow these words to a shopper.')
  }
}

// The signature covers the body alone: a body signed for one handoff must not serve for another.
function isOfPath(params: Record<string, string>, handoffId: string): boolean {
  return isId(params['id'] ?? '') && params['id'] === handoffId
}

function wrongHandoff(): DeskAnswer {
  return refuse(400, 'bad-request', '`handoffId` must be the id in the path.')
}

function verifyWebhook({ targetSettings: settings, clock }: HandoffPorts, { headers, body }: DeskRequest): DeskAnswer | null {
  if (settings?.kind !== 'webhook') return notFound()
  const call = { keyId: headers[signedHeaders.keyId] ?? null, timestamp: headers[signedHeaders.timestamp], signature: headers[signedHeaders.signature], body }
  return refusalOf(checkSignature(settings.keys, call, clock.now()), 'X-Baton')
}

// Published for webhooks of Chatwoot: `sha256=` and the HMAC-SHA256 of `{timestamp}.{raw body}` by the inbox's secret; older installations sign nothing, and the secret is in the address.
function verifyChatwoot({ targetSettings: settings, clock }: HandoffPorts, { headers, query, body }: DeskRequest): DeskAnswer | null {
  if (settings?.kind !== 'chatwoot') return notFound()
  if (settings.webhookToken !== null && !isSameSecret(query.get('token') ?? '', settings.webhookToken)) return refuse(401, 'forbidden', 'The `token` of the address is wrong.')
  if (settings.webhookSecret === null) return null
  const call = { keyId: null, timestamp: headers['x-chatwoot-timestamp'], signature: headers['x-chatwoot-signature'], body }
  return refusalOf(checkSignature([{ id: 'chatwoot', secret: settings.webhookSecret }], call, clock.now()), 'X-Chatwoot')
}

function refusalOf(result: ReturnType<typeof checkSignature>, prefix: string): DeskAnswer | null {
  switch (result) {
    case 'right': return null
    case 'unsigned': return refuse(401, 'forbidden', `Sign the call: ${prefix}-Timestamp and ${prefix}-Signature.`)
    case 'stale': return refuse(401, 'forbidden', 'This call was signed too long ago, or the clocks differ: sign it anew.')
    case 'wrong': return refuse(401, 'forbidden', 'The signature does not fit this body.')
  }
}
