import { lockConversation, outcomesOf, storeOutcome } from '../../core/conversation/index.ts'
import { errorLine } from '../../core/errors.ts'
import { agentsOfDeeds } from '../audit/audit-queries.ts'
import type { ShopAction, ShopActionList } from '../contract.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import type { NotPossible } from '../deeds/speak.ts'
import { knownFacts } from '../facts/known-facts.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import type { SignedIn } from '../people/agents.ts'
import { carryOn, recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { cardInputOf } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { teamSettings } from '../teams/team-settings.ts'
import { actionsFor, returnDraftOf } from './actions-for.ts'
import type { ReturnDraft } from './actions-for.ts'
import { pendingFor } from './pending-for.ts'
import type { Asked } from './pending-for.ts'

export type ShopActionRefusal = { no: 'not-found' } | { no: 'not-yours'; by: Handoff['agent'] } | NotPossible | { no: 'not-allowed'; why: string }

type Who = Pick<SignedIn, 'id' | 'team' | 'role'>

/** What the shop may be asked to do for the shopper by somebody of this role, and what it was asked already; null when the conversation is not the team's. */
export async function shopActions(ports: HandoffPorts, who: Who, conversationId: string): Promise<ShopActionList | null> {
  const handoff = await visibleHandoff(ports.db, conversationId, who)
  if (!handoff) return null
  const [{ actions }, asked] = await Promise.all([possible(ports, who, handoff), askedOf(ports, conversationId)])
  return { actions, asked }
}

/** Asks the shop, once per `key`: the agent in charge may, and leads. What came of it is told to the shopper and stands in the transcript. */
export async function askShop(ports: HandoffPorts, who: Who, conversationId: string, asked: Asked): Promise<'asked' | ShopActionRefusal> {
  const handoff = await visibleHandoff(ports.db, conversationId, who)
  if (!handoff) return { no: 'not-found' }
  const notTheirs = notYours(handoff, who)
  if (notTheirs) return notTheirs
  // Looked up before the transaction: it is never held across the network.
  const { actions, draft } = await possible(ports, who, handoff, asked.quantity)
  const action = actions.find((one) => one.kind === asked.kind && one.orderId === asked.orderId && one.lineId === asked.lineId)
  const isDone = action === undefined && (await askedOf(ports, conversationId)).some((one) => one.key === asked.key)
  if (isDone) return 'asked'
  if (!action || (asked.kind === 'change-address' && asked.address === '')) return { no: 'not-possible', why: 'state' }
  if (!action.isAllowed) return { no: 'not-allowed', why: action.why ?? '' }
  const reason = (await knownFacts(ports.db, handoff)).find((fact) => fact.name === 'reason')?.value
  const pending = pendingFor(action, asked, { draft, reason: reason !== undefined && /^[a-z-]{1,40}$/.test(reason) ? reason : 'changed-mind' })
  const refusal = await ports.db.transaction(async (tx) => {
    await lockConversation(tx, conversationId)
    // Somebody else may have taken over while the shop was asked what is possible.
    const still = await visibleHandoff(tx, conversationId, who)
    const no = still ? notYours(still, who) : ({ no: 'not-found' } as const)
    if (no) return no
    const now = ports.clock.now()
    const isFirst = await insertAudit(tx, { agentId: who.id, deed: 'shop-action', conversationId, handoffId: handoff.id, detail: { kind: action.kind, amount: action.amount }, key: asked.key, now })
    if (!isFirst) return null
    await storeOutcome(tx, { conversationId, key: prefixOf(conversationId) + asked.key, pending, now })
    await recordChange(tx, handoff, 'shop-action', now)
    return null
  })
  if (refusal) return refusal
  carryOn(ports, conversationId)
  return 'asked'
}

function notYours({ status, agent }: Handoff, who: Who): Extract<ShopActionRefusal, { no: 'not-yours' }> | null {
  const by = status === 'accepted' ? agent : null
  return who.role === 'lead' || who.role === 'admin' || by?.id === who.id ? null : { no: 'not-yours', by }
}

const prefixOf = (conversationId: string) => `${conversationId}:desk:`

async function possible(ports: HandoffPorts, who: Who, handoff: Handoff, quantity = 1): Promise<{ actions: ShopAction[]; draft: ReturnDraft | null }> {
  const [orders, input, { refundLimit }] = await Promise.all([ordersOf(ports, handoff.conversationId), cardInputOf(ports.db, handoff.id), teamSettings(ports, ports.db, handoff.team)])
  const draft = returnDraftOf(input.draft)
  // For several pieces the limit is that of all together, and no more can go back than there are.
  const counted = orders.map((order) => ({ ...order, lines: order.lines.map((line) => ({ ...line, left: line.left >= quantity ? line.left : 0 })) }))
  return { actions: actionsFor({ orders: counted, draft, role: who.role, refundLimit: Math.floor(refundLimit / quantity) }), draft }
}

// The shop may be away: and then instead nothing is offered.
async function ordersOf(ports: HandoffPorts, conversationId: string): ReturnType<HandoffPorts['shopOrders']> {
  try {
    return await ports.shopOrders(conversationId)
  } catch (error) {
    ports.log.warn({ conversation: conversationId, why: errorLine(error) }, 'the shop did not answer: an agent is offered no actions')
    return []
  }
}

async function askedOf({ db }: Pick<HandoffPorts, 'db'>, conversationId: string): Promise<ShopActionList['asked']> {
  const prefix = prefixOf(conversationId)
  const writes = (await outcomesOf(db, conversationId, prefix)).map((one) => ({ ...one, key: one.key.slice(prefix.length) }))
  const by = await agentsOfDeeds(db, writes.map((one) => one.key))
  return writes.map(({ key, state, pending }) => ({ key, state, kind: pending.data?.['asked'] as ShopAction['kind'], orderNumber: textOf(pending.data?.['number']), by: by.get(key) ?? '' }))
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
