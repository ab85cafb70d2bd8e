import type { Conversation, Fact, Language, ReplyData } from '../../core/conversation/index.ts'
import type { CardData } from '../card/card-input.ts'
import type { HandoffPorts } from '../ports.ts'
import type { Handoff } from '../queries.ts'

/** What a quick reply may name, with an example for who writes one. */
export const variables = [
  { name: 'shopper', example: 'Ana' }, { name: 'agent', example: 'Mei' }, { name: 'shop', example: 'Hearth & Loom' }, { name: 'order', example: '1001' },
  { name: 'status', example: 'on its way' }, { name: 'carrier', example: 'DHL' }, { name: 'tracking', example: 'JD014600003' }, { name: 'due', example: '12 March' },
  { name: 'total', example: '£49.90' }, { name: 'rma', example: 'R-1001' }, { name: 'product', example: 'Linen shirt' },
] as const

type Name = (typeof variables)[number]['name']

export interface Known {
  handoff: Pick<Handoff, 'shopperName'>
  conversation: Pick<Conversation, 'script'>
  facts: readonly Fact[]
  data: CardData
  /** Who writes. */
  agent: string
  /** The shopper's. */
  language: Language
}

/** The values of all variables for one conversation: the order the talk is about, else the shopper's only one; its parcel that comes next. */
export function valuesOf(known: Known, ports: Pick<HandoffPorts, 'renderText' | 'shopName'>): ReplyData {
  const { data, language } = known
  const fact = (name: string) => known.facts.find((one) => one.name === name)?.value ?? null
  const named = fact('order-number')
  const order = data.orders.find((one) => one.number === named) ?? (named === null && data.orders.length === 1 ? data.orders[0] : undefined)
  const parcel = order?.parcels.find((one) => one.status !== 'delivered') ?? order?.parcels[0]
  const said = (text: string, values: ReplyData) => {
    const made = ports.renderText(text, values, { language, script: known.conversation.script })
    return 'text' in made ? made.text : null
  }
  const values: Record<Name, string | null> = {
    shopper: known.handoff.shopperName, agent: known.agent, shop: ports.shopName(language), order: order?.number ?? named,
    status: parcel ? statusWords(parcel.status, language) : null, carrier: parcel?.carrier ?? null, tracking: parcel?.trackingNumber ?? fact('tracking-number'),
    due: parcel?.dueAt == null ? null : said('{{date due}}', { due: parcel.dueAt }), total: order ? said('{{money amount currency}}', { ...order.total }) : null,
    rma: data.returns.find((one) => order === undefined || one.orderNumber === order.number)?.rma ?? null, product: fact('product'),
  }
  return values
}

// What a parcel does, inside a sentence. A state of another shop that is not among these is said as it is.
const statuses: Record<string, { en: string; zh: string }> = {
  'label-made': { en: 'being packed', zh: '正在打包' }, moving: { en: 'on its way', zh: '运输中' }, 'out-for-delivery': { en: 'out for delivery', zh: '派送中' },
  'at-pick-up': { en: 'ready at the pick-up point', zh: '已到自提点' }, delivered: { en: 'delivered', zh: '已送达' }, stuck: { en: 'held up', zh: '滞留' }, lost: { en: 'lost', zh: '遗失' },
}

function statusWords(status: string, language: Language): string {
  return statuses[status]?.[/^zh\b/.test(language) ? 'zh' : 'en'] ?? status.replaceAll('-', ' ')
}
