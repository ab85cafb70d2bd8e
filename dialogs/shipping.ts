import type { Order, Parcel } from '../commerce/index.ts'
import { correctsOrder, needOrder, orderSteps } from './need-order.ts'
import { again, ask, become, done, goTo, handOff, isOutcome, say, type Outcome } from './runner/outcome.ts'
import { YES_NO } from './runner/room.ts'
import { topic } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'
import { deliveryData, deliveryIn, moment, orderData, parcelData } from './shop-words.ts'
import type { ReplyData } from '../core/conversation/words.ts'

/** Where is it, what does it cost, how long does it take, and what when it goes wrong. */
export const shipping = topic('shipping', {
  intents: {
    'shipping.track': 'track', 'shipping.delay': 'delay', 'shipping.lost': 'lost', 'shipping.damaged': 'damaged', 'shipping.change-address': 'address',
    'shipping.cost': 'cost', 'shipping.time': 'time', 'shipping.carriers': 'carriers', 'shipping.abroad': 'abroad', 'shipping.pick-up': 'pick-up',
  },
  corrects: correctsOrder,
  holdsNumbers: ['new-address', 'confirm-address'],
  steps: {
    ...orderSteps,
    track, delay, chase, lost, searched, damaged, cost, time, carriers, abroad,
    address, 'new-address': readAddress, 'confirm-address': confirmAddress, 'pick-up': pickUp,
  },
})

async function track(turn: Turn): Promise<Outcome> {
  const order = await needOrder(turn, 'track', { suits: ({ state }) => state === 'shipped' })
  if (isOutcome(order)) return order
  const parcels = await turn.shop.parcelsOf(order.id)
  const [parcel] = parcels
  if (order.state === 'cancelled') return done('order.is-cancelled', orderData(turn, order))
  if (order.state !== 'shipped' && order.state !== 'delivered') return done('shipping.not-sent-yet', await notSentData(turn, order))
  if (!parcel) return done('shipping.no-tracking', orderData(turn, order))
  return whereabouts(turn, order, { parcel, count: parcels.length })
}

function whereabouts(turn: Turn, order: Order, { parcel, count }: { parcel: Parcel; count: number }): Outcome {
  const data = { ...orderData(turn, order), ...parcelData(turn, parcel), isPart: count > 1 }
  switch (parcel.state) {
    case 'delivered': return done('shipping.was-delivered', data)
    case 'out-for-delivery': return done('shipping.out-for-delivery', data)
    case 'at-pick-up': return done('shipping.at-pick-up', data)
    case 'lost': return offerChase('shipping.is-lost', data)
    case 'stuck': return offerChase('shipping.stuck', data)
    case 'label-made':
    case 'moving': return isLate(turn, parcel) ? offerChase('shipping.late', data) : done('shipping.on-the-way', data)
  }
}

function isLate(turn: Turn, { dueAt }: Parcel): boolean {
  return dueAt !== null && dueAt < turn.now
}

function offerChase(key: 'shipping.urge' | 'shipping.is-lost' | 'shipping.stuck' | 'shipping.late', data: ReplyData): Outcome {
  return ask(key, 'chase', data, { keep: { number: data.number, tracking: data.tracking }, choices: YES_NO })
}

function chase(turn: Turn): Outcome {
  if (turn.saysYes) return handOff('policy', 'shipping', { draft: { wish: 'chase the parcel', order: turn.kept('number'), tracking: turn.kept('tracking') } }, [say('shipping.chase-started')])
  const wish = turn.saysNo ? null : INSTEAD.find(({ words }) => words.test(turn.text)) ?? null
  if (wish) return handOff('policy', 'shipping', { draft: { wish: wish.draft, order: turn.kept('number'), tracking: turn.kept('tracking') } }, [say('shipping.wish-passed-on', { number: turn.kept('number'), isRefund: wish.isRefund })])
  return turn.saysNo ? done('shipping.chase-later') : again()
}

/** What is wanted instead of waiting on. */
const INSTEAD = [
  { isRefund: true, draft: 'money back for a parcel that does not come', words: /\brefund|money back|\bcancel (?:it|the order|my order|this)|退款|退钱|不要了|退錢/i },
  { isRefund: false, draft: 'another one for a parcel that does not come', words: /\b(?:send|ship|get|want|have) (?:me |us )?(?:another|a new|a replacement|a second)\b|\breplace(?:ment)?\b|\bresend\b|重发|补发|再(?:发|寄)一|重新(?:发|寄)|重發/i },
]

async function delay(turn: Turn): Promise<Outcome> {
  const order = await needOrder(turn, 'delay', { suits: ({ state }) => state !== 'delivered' && state !== 'cancelled' })
  if (isOutcome(order)) return order
  const [parcel] = await turn.shop.parcelsOf(order.id)
  if (order.state === 'cancelled') return done('order.is-cancelled', orderData(turn, order))
  if (!parcel) return done('shipping.not-sent-yet', await notSentData(turn, order))
  if (parcel.state === 'moving' && !isLate(turn, parcel) && !URGES.test(turn.text) && turn.before !== 'shipping.delay') return done('shipping.not-late', { ...orderData(turn, order), ...parcelData(turn, parcel) })
  // Who asks us to press for it, or complains again, has heard where it is.
  if ((URGES.test(turn.text) || turn.before === 'shipping.delay') && ['label-made', 'moving', 'out-for-delivery'].includes(parcel.state)) return offerChase('shipping.urge', { ...orderData(turn, order), ...parcelData(turn, parcel) })
  return whereabouts(turn, order, { parcel, count: 1 })
}

const URGES = /催|快点(?:送|发|派)|加急处理|\b(?:chase|hurry|speed (?:it|this|things) up|push (?:it|them)|expedite|press (?:them|the courier))\b/i

async function notSentData(turn: Turn, order: Order): Promise<ReplyData> {
  const { dispatch } = await turn.shop.profile()
  return { ...orderData(turn, order), isPaid: order.state !== 'placed', withinDays: dispatch.withinDays }
}

async function lost(turn: Turn): Promise<Outcome> {
  const order = await needOrder(turn, 'lost', { suits: ({ state }) => state === 'delivered' || state === 'shipped' })
  if (isOutcome(order)) return order
  const [parcel] = await turn.shop.parcelsOf(order.id)
  if (!parcel) return done('shipping.not-sent-yet', await notSentData(turn, order))
  if (parcel.state !== 'delivered') return whereabouts(turn, order, { parcel, count: 1 })
  const data = { ...orderData(turn, order), ...parcelData(turn, parcel) }
  return ask('shipping.look-around', 'searched', data, {
    keep: { number: order.number, tracking: parcel.trackingNumber },
    choices: [{ key: 'choices.found-it', value: 'found' }, { key: 'choices.not-there', value: 'missing' }],
  })
}

const SEARCHED = [
  { value: 'missing', words: /not (?:there|here|found)|nothing|still (?:missing|not)|(?:checked|asked|looked).*(?:no|not|nothing|everywhere)|没找到|没有找到|找不到|没有|不在|沒有|都(?:找|问|問)了/ },
  { value: 'found', words: /^(?:i )?(?:have |just )?(?:found|got) (?:it|them)|found it|找到了|收到了|在邻居|在鄰居/ },
]

function searched(turn: Turn): Outcome {
  const answer = turn.pick(SEARCHED) ?? (turn.saysNo ? 'missing' : null)
  if (answer === null) return again()
  if (answer === 'found') return done('shipping.found')
  return handOff('policy', 'shipping', { draft: { wish: 'parcel marked delivered but not received', order: turn.kept('number'), tracking: turn.kept('tracking') } }, [say('shipping.search-started')])
}

function damaged(turn: Turn): Outcome {
  const number = turn.entity('order-number')
  return become('returns.start', { reason: 'damaged', ...(number ? { number } : {}) }, [say('shipping.damaged-sorry')])
}

/** Another day, or left with somebody: said of the parcel that is coming, not of one that still lies here. */
const REDELIVERY = /邻居|鄰居|\bneighbou?r|(?:换|換|改|另约|另約)一?[个個]?(?:时间|時間|日子)|改天|晚[点點](?:送|派)|[明后後]天再?(?:送|派)|先[别別](?:送|派)|放(?:到|在)?(?:菜鸟|菜鳥)?(?:驿站|驛站|快递柜|柜子|门卫|門衛|前台|门口|門口)|\banother (?:day|time)\b|\bre-?(?:schedul|deliver)|\b(?:deliver|come|bring it) (?:it )?(?:tomorrow|later)\b|\bleave it (?:with|at|in)\b/i

async function address(turn: Turn): Promise<Outcome> {
  const isOnItsWay = REDELIVERY.test(turn.text)
  const order = await needOrder(turn, 'address', { suits: ({ state }) => isOnItsWay ? state === 'shipped' : state === 'placed' || state === 'paid' || state === 'packed' })
  if (isOutcome(order)) return order
  if (order.state === 'cancelled') return done('order.is-cancelled', orderData(turn, order))
  const [parcel] = await turn.shop.parcelsOf(order.id)
  if (order.state === 'shipped' || order.state === 'delivered') return done('shipping.address-too-late', { ...orderData(turn, order), ...(parcel ? parcelData(turn, parcel) : {}) })
  return ask('shipping.which-address', 'new-address', orderData(turn, order), { keep: { number: order.number, orderId: order.id } })
}

/** A line that can be delivered to says where: a number, or a street, road or district. */
const ADDRESS = /\d|street|road|avenue|lane|square|路|街|号|號|区|區|市|县|縣|镇|鎮|村|弄|栋|棟|楼|樓/i

function readAddress(turn: Turn): Outcome {
  const other = turn.entity('order-number')
  if (other !== null && other !== turn.kept('number') && turn.rest(['order-number']) === '') return goTo('address', { number: other, address: null })
  const words = corrected(turn.text.trim().replace(CORRECTS, ''), turn.kept('address'))
  if ([...words].length < 8 || !ADDRESS.test(words) || /[?？]$/.test(words)) return again()
  return ask('shipping.confirm-address', 'confirm-address', { number: turn.kept('number'), address: words }, { keep: { address: words }, choices: YES_NO })
}

const CORRECTS = /^(?:(?:oh|ok|no|sorry|wait|actually|hold on|i meant?|it'?s|it should be|should be|make (?:it|that)|change it to|please|my mistake|to|the new address is|new address)[,:.]* )+|^(?:(?:不对|不是|错了|(?:说|写|打)错了|应该是|是|改成|改为|改到|等等|等一下|新地址[是为]?)[，,。：: ]*)+/i

/** An address put right in part: another house number, or another street where the town was said before. */
function corrected(words: string, before: string | null): string {
  if (before === null) return words
  const house = /^(?:number |no\.? )?(\d+[a-z]?)[号號]?[.!。]?$/i.exec(words)?.[1]
  if (house) return before.replace(/\d+[a-z]?(?=[号號])|^\d+[a-z]?\b/i, house)
  const [, ...town] = before.split(/[,，]/)
  return town.length > 0 && !/[,，]/.test(words) && words.length < before.length ? [words, ...town].join(',') : words
}

function confirmAddress(turn: Turn): Outcome {
  // "No, number 16" says what it should be.
  if (turn.saysNo && !/\d/.test(turn.text)) return ask('shipping.which-address', 'new-address', { number: turn.kept('number') })
  if (!turn.saysYes) return readAddress(turn)
  const write = { kind: 'change-address', orderId: turn.kept('orderId') ?? '', address: turn.kept('address') ?? '' } as const
  return {
    kind: 'done', replies: [say('write.under-way')],
    writes: [{ write, done: 'shipping.address-changed', refused: 'shipping.address-refused', unclear: 'write.unclear', data: { number: turn.kept('number') } }],
  }
}

async function cost(turn: Turn): Promise<Outcome> {
  const { profile, delivery } = await deliveryFor(turn)
  return done('shipping.cost', { ...deliveryData(turn, delivery, profile.currency), pickUp: profile.pickUp !== null })
}

/** "I ordered them last week, when do they come?": the parcel on its way, not what delivery takes in general. */
const OWN = /\b(?:i|we)(?:'ve| have)? (?:already |just )?(?:ordered|bought|paid)\b|\bmy (?:order|parcel|package|stuff|things)\b|我(?:前几天|昨天|上周|之前|刚刚?)?(?:买|下单|拍|订)了?的|我的(?:快递|包裹|订单|东西|货)|下了单|訂的|我的訂單|[这這那]单|[这這]個?訂單|这个订单/i
const ON_ITS_WAY = /^(?:shipping\.(?:track|delay|change-address)|order\.(?:status|confirm|change|cancel))$/

async function time(turn: Turn): Promise<Outcome> {
  const isGeneral = await deliveryIn(turn.shop, turn.text) !== null || turn.entity('product') !== null && !OWN.test(turn.text)
  if (!isGeneral && (OWN.test(turn.text) || (turn.fact('order-number') !== null && ON_ITS_WAY.test(turn.before ?? '')))) return become('shipping.track')
  const { profile, delivery } = await deliveryFor(turn)
  return done('shipping.time', { ...deliveryData(turn, delivery, profile.currency), cutOff: profile.dispatch.cutOff, withinDays: profile.dispatch.withinDays, from: moment(turn.now + (profile.dispatch.withinDays + delivery.minDays) * 86_400_000), until: moment(turn.now + (profile.dispatch.withinDays + delivery.maxDays) * 86_400_000) })
}

async function carriers(turn: Turn): Promise<Outcome> {
  const { profile, delivery } = await deliveryFor(turn)
  return done('shipping.carriers', deliveryData(turn, delivery, profile.currency))
}

const EVERYWHERE = /\b(?:where|which|what|countr|other|else|abroad|international|overseas)|哪|国家|地区|海外|国外|別的|别的|其他|國家/i

async function abroad(turn: Turn): Promise<Outcome> {
  const profile = await turn.shop.profile()
  const spokenOf = turn.fact('country')
  // "And do I pay customs?" after a country was named is about that country; "where do you ship to" is about all of them.
  const delivery = await deliveryIn(turn.shop, turn.text) ?? (EVERYWHERE.test(turn.text) ? null : profile.deliveries.find(({ country }) => country === spokenOf)) ?? null
  if (delivery) {
    turn.learn('country', delivery.country)
    return done('shipping.abroad', deliveryData(turn, delivery, profile.currency))
  }
  return done('shipping.countries', { countries: profile.deliveries.map(({ name }) => turn.inWords(name)) })
}

/** The country that is meant: named now or earlier, of the shopper's last order, or the shop's own. */
async function deliveryFor(turn: Turn) {
  const profile = await turn.shop.profile()
  const said = await deliveryIn(turn.shop, turn.text)
  if (said) turn.learn('country', said.country)
  const [lastOrder] = turn.shopper.customerId ? await turn.shop.ordersOfCustomer(turn.shopper.customerId) : []
  const country = said?.country ?? turn.fact('country') ?? lastOrder?.country ?? profile.homeCountry
  return { profile, delivery: profile.deliveries.find(one => one.country === country) ?? profile.deliveries[0]! }
}

async function pickUp(turn: Turn): Promise<Outcome> {
  const { pickUp: words, address: where } = await turn.shop.profile()
  return words ? done('shipping.pick-up', { pickUp: turn.inWords(words), address: turn.inWords(where) }) : done('shipping.no-pick-up')
}
