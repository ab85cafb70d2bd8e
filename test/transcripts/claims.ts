import { holds } from './match.ts'
import type { PlayData, PlacedLine } from './parse-play.ts'
import { offersOf } from './routing.ts'
import { lifeFacts } from './life.ts'
import { actorNamed, conversationOf, type Stage } from './stage.ts'

type Then = Extract<PlacedLine, { kind: 'then' }>

/** Checks a `then` line against the database and the shop. Returns what is so instead, or null when the claim holds. */
export async function claimFails(stage: Stage, then: Then): Promise<string | null> {
  const found = await factsOf(stage, then.what, then.data ?? {})
  const fits = found.filter((one) => holds(one, withoutOrder(then)))
  if (then.isNot) return fits.length === 0 ? null : `there is ${JSON.stringify(fits[0])}`
  return fits.length > 0 ? null : `there is ${found.length === 0 ? `no ${then.what}` : JSON.stringify(found)}`
}

// `order` says where to look for a return, it is no part of it.
function withoutOrder({ what, data }: Then): PlayData {
  const { order, ...rest } = data ?? {}
  return what === 'return' || order === undefined ? rest : { order, ...rest }
}

async function factsOf(stage: Stage, what: string, data: PlayData): Promise<Record<string, unknown>[]> {
  const { app } = stage.test
  const conversation = await conversationOf(stage, stage.speaker)
  switch (what) {
    case 'conversation': return [{ state: conversation.state, language: conversation.language, script: conversation.script, mood: conversation.mood?.level }]
    case 'handoff': return handoffsOf(stage, conversation.id)
    case 'card draft': return [(await app.handoff.openConversation(actorNamed(stage, 'Lee'), conversation.id, 'en'))?.card.draft ?? {}]
    case 'offer': return offersOf(stage, conversation.id)
    case 'left message': return leftMessagesOf(stage, conversation.id)
    case 'return': return returnsOf(stage, data['order']!)
    case 'order': return [{ ...await app.shop.orderByNumber(data['number']!), address: (await app.shop.orderByNumber(data['number']!))?.recipient.address }]
    case 'fact': return Object.values(conversation.dialog?.facts ?? {}).map((fact) => ({ ...fact }))
    case 'open question': return conversation.dialog?.active ? [{ ...conversation.dialog.active }] : []
    case 'note': return (await app.db.query<{ text: string }>(`select personal ->> 'text' as text from message where conversation_id = $1 and kind = 'note'`, [conversation.id])).rows
    default: return await lifeFacts(app.db, conversation.id, what) ?? nobodyKnows(what)
  }
}

function nobodyKnows(what: string): never {
  throw new Error(`nobody knows how to tell whether there is a ${what}`)
}

const priorities = ['low', 'normal', 'high', 'urgent']

async function handoffsOf({ test }: Stage, conversationId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await test.app.db.query<{ priority: number }>(
    `select h.reason, h.queue_id as queue, h.topic, h.priority, h.mood, h.status, h.disposition, h.alert_count as alerts, a.name as agent, h.personal ->> 'card' as card
     from handoff h left join agent a on a.id = h.agent_id where h.conversation_id = $1 order by h.requested_at desc, h.id desc limit 1`, [conversationId])
  return rows.map((row) => ({ ...row, priority: priorities[row.priority] }))
}

async function leftMessagesOf({ test }: Stage, conversationId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await test.app.db.query<{ queue: string; kind: string; due_at: Date; personal: unknown }>('select queue_id as queue, kind, due_at, personal from left_message where conversation_id = $1', [conversationId])
  return rows.map(({ queue, kind, due_at: dueAt, personal }) => ({ queue, kind, isDue: dueAt.getTime() <= test.clock.now(), ...(typeof personal === 'string' ? JSON.parse(personal) : personal) as object }))
}

async function returnsOf({ test }: Stage, number: string): Promise<Record<string, unknown>[]> {
  const order = await test.app.shop.orderByNumber(number)
  return order ? (await test.app.shop.returnsOfOrder(order.id)).map((one) => ({ ...one })) : []
}
