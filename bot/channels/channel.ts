import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Attachment } from '../../core/conversation/words.ts'
import type { Conversation, IncomingMessage as ShopperMessage, KnownMessage, Message } from '../../core/conversation/index.ts'
import type { Novelty } from './news.ts'

/** What a channel can do and how it wants to be answered. Declared, so that the turn never asks which channel it is. */
interface ChannelManners {
  /** Milliseconds within which an incoming request must be acknowledged. */
  ackWithinMs: number
  /** Whether the reply travels in the acknowledgement: never, may (when the request asks for it) or must. What is late goes to the outbox. */
  replyInAck: 'never' | 'may' | 'must'
  buttons: boolean
  media: boolean
  /** Longest text of one message, in UTF-16 units; longer replies are cut into several. */
  longestText: number
  /** Milliseconds after the shopper's last message within which free text may be sent; null = for ever. */
  freeTextWindowMs: number | null
  /** Milliseconds a send may take; under half of the lease (10 s). */
  sendTimeoutMs: number
  /** Whether `handoff.*` events may be sent to it. */
  readsEvents: boolean
}

/** One message of a shopper as a channel hands it on: verified, measured, in our words. `address` is what `send` needs to answer. */
export interface Incoming extends Omit<ShopperMessage, 'language'> {
  /** BCP-47 tag of the page or app the shopper uses: a hint for the first words, before the shopper has written any. */
  locale?: string
}

/** A message that is due at a channel. */
export interface Outgoing {
  conversation: Conversation
  message: Message
}

export interface Channel {
  name: string
  manners: ChannelManners
  /** Sends one message; resolves with the channel's own id of it, if it gave one. Throws OtherSystemError (tried again) or RefusedError (dead letter). */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<string | null>
  /** The HTTP routes by which it receives. */
  routes: ChannelRoute[]
  /** Takes WebSocket upgrades for these paths, when it has a stream. */
  upgrade?: { path: RegExp; take(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> }
  close?(): Promise<void>
}

export interface ChannelRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS'
  /** restify path, e.g. `/v3/directline/conversations/:id/activities`. */
  path: string
  /** Bytes; the server answers 413 past it. */
  bodyLimit?: number
  /** Headers of an answer that the server gives before `handle` is asked (a body too big or encoded): a page's browser hides one without CORS headers. */
  refusalHeaders?(headers: Record<string, string | undefined>): Record<string, string>
  handle(request: ChannelRequest): Promise<ChannelResponse>
}

export interface ChannelRequest {
  raw: IncomingMessage
  /** For a channel whose library must write to it; such a route returns 'written'. */
  response: ServerResponse
  headers: Record<string, string | undefined>
  params: Record<string, string>
  query: URLSearchParams
  /** The raw body; signatures need the very bytes. */
  body: Buffer
  /** The caller's address. */
  address: string
}

export type ChannelResponse = { status: number; body?: unknown; headers?: Record<string, string | string[]> } | 'written'

/** What a channel is given: it only verifies and hands on. */
export interface ChannelPorts {
  /** Stores the message before it is acknowledged and starts its turn. Resolves once it is committed: `seq` in the conversation, or null when it was there before. */
  receive(incoming: Incoming): Promise<{ conversationId: string; seq: number | null; id: string }>
  /** Like `receive`, but waits up to `waitMs` for the turn and returns its replies, marked as sent; late ones go by the outbox. */
  receiveAndWait(incoming: Incoming, waitMs: number): Promise<{ conversationId: string; replies: Message[] }>
  /** The shopper changed a message of theirs in the app: it is marked, with what stood there before. False when we have no such message. */
  edit(known: KnownMessage, text: string): Promise<boolean>
  /** The shopper took a message back. False when we have no such message. */
  takeBack(known: KnownMessage): Promise<boolean>
  /** Begins a conversation without a message (a page that opened the chat): the bot says welcome once. */
  begin(incoming: Omit<Incoming, 'text' | 'attachments'>): Promise<{ conversationId: string }>
  /** Stores an uploaded file; throws CallerError when it is too big or of no allowed kind (checked by its bytes, not by its name). */
  storeUpload(conversationId: string, file: { name: string; contentType: string; bytes: Buffer }): Promise<Attachment>
  readUpload(conversationId: string, id: string): Promise<{ contentType: string; name: string; bytes: Buffer } | null>
  /** A conversation by id or by the channel's own id. */
  conversation(id: string): Promise<Conversation | null>
  conversationByExternalId(channel: string, account: string, externalId: string): Promise<Conversation | null>
  /** Messages the shopper may see, in order, after `afterSeq`: never past one that still waits to be sent, so that no watermark skips it. */
  visibleMessages(conversationId: string, afterSeq: number, limit?: number): Promise<Message[]>
  /** Calls back when a conversation has something new to show. */
  onNews(conversationId: string, listener: (novelty: Novelty) => void): () => void
  /** The shopper types: told to the desk when a person is wanted or in charge. */
  typing(conversationId: string): void
  /** The shopper has read up to this line, by its place or by the channel's own id of it: shown at the desk, and no turn. What we do not know is ignored. */
  seen(conversationId: string, upTo: { seq: number } | { externalId: string }): Promise<void>
  /** Calls back, with their id, when the agent in charge of the conversation types. */
  onAgentTyping(conversationId: string, listener: (agentId: string) => void): () => void
  /** The name under which shoppers know an agent, or null. */
  agentName(agentId: string): Promise<string | null>
  now(): number
}
