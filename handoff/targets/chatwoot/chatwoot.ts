import { readUpload, transcript } from '../../../core/conversation/index.ts'
import type { Message } from '../../../core/conversation/index.ts'
import { initiationOf } from '../../card/initiate.ts'
import type { Priority } from '../../contract.ts'
import type { HandoffPorts } from '../../ports.ts'
import { HttpRefusal } from '../ask.ts'
import type { ChatwootSettings } from '../settings.ts'
import type { HandoffTarget, Place, TargetCall } from '../target.ts'
import { targetWords } from '../target-words.ts'
import { openChatwootApi } from './api.ts'
import type { ChatwootApi, ChatwootContact } from './api.ts'
import { cardNote, transcriptNote } from './card-note.ts'

interface Talk {
  ports: HandoffPorts
  api: ChatwootApi
  call: TargetCall
}

/**
 * A Chatwoot installation as the desk: a conversation in an inbox of the kind API, with the card as a private note, labels, priority and custom attributes.
 * Shopper's words go in as incoming messages; agents' replies come back by the inbox's webhook.
 */
export function openChatwootTarget(settings: ChatwootSettings, ports: HandoffPorts): HandoffTarget {
  const api = openChatwootApi(settings, () => ports.clock.now())
  return {
    name: 'chatwoot', label: 'Chatwoot', isOutside: true, acceptWithinMs: settings.acceptWithinMs,
    async send(call) {
      const talk = { ports, api, call }
      const { told } = call
      switch (told.kind) {
        case 'initiate': return initiate(talk)
        case 'message': return sayMessage(talk, told.message)
        case 'status': return tellEnd(talk, told.reason)
      }
    },
  }
}

/** Opens the conversation step by step. What a step has made is kept at once: the next attempt goes on behind it, and makes nothing twice. */
async function initiate(talk: Talk): Promise<void> {
  const { ports, api, call } = talk
  const { handoff } = call
  let place: Place = { ...call.place }
  const step = async (name: string, work: () => Promise<Place | void>, placeId?: (place: Place) => string) => {
    if (name in place) return
    const made = await work()
    place = { ...place, [name]: true, ...made }
    await call.remember(place, placeId?.(place))
  }
  const { context, transcript: all } = (await initiationOf(ports, handoff.id, null))!
  // What came after goes in by itself.
  const said = all.filter((message) => message.seq <= handoff.turnSeq)
  const attributes = { baton_handoff_id: handoff.id, baton_conversation_id: handoff.conversationId, reason: handoff.reason, queue: handoff.queueId, language: handoff.language, mood: handoff.mood }
  const facts = Object.fromEntries(context.Card.facts.map(({ name, value }) => [name.replaceAll('-', '_'), value]))
  await step('contactId', () => contactOf(talk))
  await step('conversationId', () => conversationOf(talk, place, attributes), ({ conversationId }) => String(conversationId))
  const id = Number(place['conversationId'])
  await step('attributes', async () => { await api.setAttributes(id, { ...facts, ...attributes }) })
  await step('labels', async () => { await api.setLabels(id, ['baton', handoff.queueId, handoff.reason]) })
  await step('priority', async () => { await api.setPriority(id, priorityOf[handoff.priority]) })
  await step('transcript', () => note(talk, id, 'transcript', transcriptNote(said, handoff.shopperName, handoff.language)))
  await step('card', () => note(talk, id, 'card', cardNote(context, handoff.language)))
  await step('words', () => lastWords(talk, id))
}

async function contactOf({ api, call: { conversation, handoff } }: Talk): Promise<Place> {
  // Stable for this shopper, so that Chatwoot shows their earlier conversations.
  const identifier = `baton:${conversation.shopperId}`
  const contact = (await api.findContact(identifier)) ?? (await createContact(api, identifier, handoff.shopperName ?? targetWords(handoff.language).speakers.shopper))
  return { contactId: contact.id, sourceId: contact.sourceId ?? (await api.joinInbox(contact.id)) }
}

async function createContact(api: ChatwootApi, identifier: string, name: string): Promise<ChatwootContact> {
  try {
    return await api.createContact(identifier, name)
  } catch (error) {
    // Another handoff of the same shopper was faster: and then instead we take theirs.
    const made = error instanceof HttpRefusal && error.status === 422 ? await api.findContact(identifier) : null
    if (made) return made
    throw error
  }
}

async function conversationOf({ api, call }: Talk, place: Place, attributes: Record<string, string>): Promise<Place> {
  const contact = { id: Number(place['contactId']), sourceId: String(place['sourceId']) }
  const made = call.attempts > 1 ? await api.findConversation(contact.id, { baton_handoff_id: call.handoff.id }) : null
  return { conversationId: made ?? (await api.openConversation(contact, attributes)) }
}

/** The words that led here, as the shopper's own: agents see a conversation that waits for an answer. */
async function lastWords(talk: Talk, id: number): Promise<void> {
  const { ports, call: { handoff } } = talk
  const [message] = await transcript(ports.db, handoff.conversationId, { afterSeq: handoff.turnSeq - 1, limit: 1 })
  if (message?.speaker === 'shopper') await sayIn(talk, id, message)
}

async function sayMessage(talk: Talk, message: Message): Promise<void> {
  const { call } = talk
  const id = Number(call.place['conversationId'])
  if (message.speaker === 'shopper') return sayIn(talk, id, message)
  const { speakers, said } = targetWords(call.handoff.language)
  return note(talk, id, `seq-${message.seq}`, said(speakers[message.speaker], message.text))
}

async function sayIn(talk: Talk, id: number, message: Message): Promise<void> {
  const { ports, api, call } = talk
  const mark = `${call.handoff.id}:seq-${message.seq}`
  if (call.attempts > 1 && (await api.hasMessage(id, mark))) return
  const files = await Promise.all(message.attachments.map((one) => readUpload(ports.db, call.conversation.id, one.id)))
  await api.createMessage(id, {
    content: message.text || message.attachments.map((one) => targetWords(call.handoff.language).file(one.name)).join(' '), type: 'incoming', isPrivate: false, mark,
    files: files.flatMap((file) => (file ? [{ name: file.name, contentType: file.contentType, bytes: new Uint8Array(file.bytes) }] : [])),
  })
}

async function note({ api, call }: Talk, id: number, name: string, content: string): Promise<void> {
  const mark = `${call.handoff.id}:${name}`
  if (call.attempts > 1 && (await api.hasMessage(id, mark))) return
  await api.createMessage(id, { content, type: 'outgoing', isPrivate: true, mark, files: [] })
}

/** It is over on our side: agents there are told why, and their conversation is resolved. */
async function tellEnd(talk: Talk, reason: string): Promise<void> {
  const { api, call } = talk
  const id = Number(call.place['conversationId'])
  // It never got as far as a conversation there: nobody has to be told.
  if (!Number.isInteger(id)) return
  await note(talk, id, 'end', targetWords(call.handoff.language).ended(reason))
  await api.setStatus(id, 'resolved')
}

const priorityOf: Record<Priority, 'low' | 'medium' | 'high' | 'urgent'> = { low: 'low', normal: 'medium', high: 'high', urgent: 'urgent' }
