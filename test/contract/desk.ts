// A desk on a fresh database, for the contract suites of the handoff room. Agents are real rows; the shopper's side is recorded as a channel would.
import { fakeClock } from '../../core/clock.ts'
import type { Db } from '../../core/db/db.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import { silentLog } from '../../core/log.ts'
import { conversationById, recordIncoming, sayNow, transcript, type Attachment, type Say } from '../../core/conversation/index.ts'
import { addAgent, openHandoff, type Actor, type AgentToAdd, type CardInput, type HandoffOptions, type Saying } from '../../handoff/index.ts'
import { ana, messageFrom, shoppers, type Shopper } from '../cast.ts'
import { putRowsBack } from '../kept-rows.ts'

export type Desk = ReturnType<typeof openDesk>

/** Opens the room with a mouth that says reply keys instead of words, and a record of whom it woke. */
export function openDesk(db: OpenedDatabase, options: Partial<HandoffOptions> = {}) {
  const clock = fakeClock()
  const woken: string[] = []
  const hinted: string[] = []
  const room = openHandoff({
    db, clock, log: silentLog, wake: (id) => { woken.push(id) }, hint: (channel, payload = '') => { hinted.push(`${channel} ${payload}`) },
    say: (tx, id, saying) => sayNow(tx, id, [sayOf(saying)], clock.now()), cardData: async () => ({ orders: [], returns: [] }), ...options,
  })
  const hire = async (name: string, more: Partial<AgentToAdd> = {}): Promise<Actor> => {
    const added = await addAgent(db, { email: `${name}-${newId()}@desk.example`, name, password: null, role: 'agent', ...more }, clock.now())
    if (added === 'email-taken') throw new Error('a fresh address is free')
    return { id: added.id, name, team: more.team ?? 'shop' }
  }
  const chat = async (text = 'let me talk to a human', shopper: Shopper = ana) => {
    const recorded = await recordIncoming(db, messageFrom(shopper, text, { conversation: newId() }), clock.now())
    return recorded.conversation.id
  }
  return {
    db, clock, woken, hinted, room, hire, chat,
    ask: (conversationId: string, change: Partial<CardInput> = {}) => db.transaction((tx) => room.request(tx, conversationId, cardFor(change))),
    /** A conversation that waits. */
    async waiting(change: Partial<CardInput> = {}) {
      const id = await chat()
      await db.transaction((tx) => room.request(tx, id, cardFor(change)))
      return id
    },
    /** Time goes by; the consoles of those who are there stay open, and the jobs run. */
    async pass(ms: number, ...present: Actor[]) {
      clock.advance(ms)
      for (const actor of present) await room.heartbeat(actor)
      await room.sweep(clock.now())
    },
    stateOf: async (id: string) => {
      const conversation = await conversationById(db, id)
      return [conversation!.state, conversation!.agentId]
    },
    /** What was said in order, without what the shopper wrote: reply keys, agents' words, notes and events by name. */
    said: async (id: string) => (await transcript(db, id)).filter((message) => message.speaker !== 'shopper').map((message) => message.event?.name ?? message.text),
  }
}

/** The shopper writes again in a conversation of this desk. */
export async function says({ db, clock }: Desk, conversationId: string, text: string, attachments: Attachment[] = []): Promise<void> {
  const { channel, channelAccount, externalId, shopperName } = (await conversationById(db, conversationId))!
  const shopper = shoppers.find((one) => one.name === shopperName)!
  await recordIncoming(db, messageFrom(shopper, text, { channel, channelAccount, conversation: externalId, attachments }), clock.now())
}

/** A desk on a database as after its migrations: nobody is there, nothing waits, nothing is left of the test before. */
export async function openFreshDesk(db: OpenedDatabase, options: Partial<HandoffOptions> = {}): Promise<Desk> {
  await putRowsBack(db, 'migrated')
  return openDesk(db, options)
}

/** A fresh desk with Mei and Omar at it. */
export async function openStaffedDesk(db: OpenedDatabase): Promise<{ desk: Desk; mei: Actor; omar: Actor }> {
  const desk = await openFreshDesk(db)
  const [mei, omar] = [await desk.hire('Mei'), await desk.hire('Omar')]
  for (const actor of [mei, omar]) await desk.room.heartbeat(actor)
  return { desk, mei, omar }
}

/** What a turn knows when a shopper just asks for a person. */
export function cardFor(change: Partial<CardInput> = {}): CardInput {
  return {
    reason: 'asked', topic: 'shipping', turnSeq: 1, words: 'let me talk to a human', facts: [{ name: 'order-number', value: '1001', confirmedBy: 'shopper' }], tried: ['shipping.track'],
    provenOrders: [], history: [{ seq: 1, intent: 'handoff.ask', confidence: 0.9, mood: { level: 'calm', score: 0, hasThreat: false, evidence: [] } }], ...change,
  }
}

/** Counts rows, for what has no reader of its own. */
export async function count(db: Db, text: string, values: unknown[] = []): Promise<number> {
  const { rows } = await db.query<{ count: string }>(text, values)
  return Number(rows[0]!.count)
}

function sayOf(saying: Saying): Say {
  if ('reply' in saying) return { speaker: 'bot', kind: 'text', text: saying.reply.key, replyKey: saying.reply.key, isNotice: true, isSent: true }
  if ('text' in saying) return { speaker: 'agent', kind: 'text', agentId: saying.agentId, text: saying.text, attachments: saying.attachments, isSent: true }
  if ('note' in saying) return { speaker: saying.agentId ? 'agent' : 'system', kind: 'note', agentId: saying.agentId, text: saying.note, isSent: false, ...(saying.to === undefined ? {} : { to: saying.to }) }
  if ('mark' in saying) return { speaker: 'system', kind: 'event', agentId: saying.agentId, text: '', event: { name: saying.mark, data: saying.data }, isSent: false }
  return { speaker: 'system', kind: 'event', text: '', event: { name: saying.event, data: saying.data }, isNotice: true, isSent: false }
}
