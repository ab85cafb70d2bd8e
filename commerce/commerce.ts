// The shop, in our words. Every connector (demo shop, Shopify, …) answers this port and nothing else of a shop is known to the bot.
import type { Language, ReplyData, ShopWrite } from '../core/conversation/words.ts'

/** A text in every language the shop has it in. */
export type LocalText = Record<Language, string>

export interface Variant {
  id: string
  size: string | null
  colour: LocalText | null
  stock: number
  /** When more comes, for a variant that is sold out. Milliseconds since 1970, as every time in this port. */
  restockAt: number | null
}

export interface Product {
  id: string
  category: string
  name: LocalText
  /** Synonyms in all languages, for recognising it in a message. */
  otherNames: string[]
  description: LocalText
  material: LocalText
  care: LocalText
  facts: LocalText
  /** What it is good for, by use (`travel`, `gift` …), with the reason why. */
  uses: Record<string, LocalText>
  sizeAdvice: LocalText | null
  madeIn: LocalText
  authenticity: LocalText
  /** Minor units of `currency`. */
  price: number
  wasPrice: number | null
  currency: string
  warrantyMonths: number
  isFinalSale: boolean
  /** Hygiene goods: not taken back once the seal is broken, unless faulty. */
  isSealed: boolean
  isRepairable: boolean
  variants: Variant[]
}

export interface Category {
  id: string
  name: LocalText
  /** Words by which shoppers call it, all languages, lower case. */
  words: string[]
}

/** What the recogniser of products needs: one line a product. */
export interface CatalogueEntry {
  id: string
  names: string[]
  category: string
}

export interface ProductQuery {
  words?: string
  category?: string
  use?: string
  /** At most this much, minor units. */
  budget?: number
  inStock?: boolean
  limit?: number
}

export interface Promotion {
  id: string
  /** Null for one that needs no code. */
  code: string | null
  text: LocalText
  startsAt: number
  endsAt: number
  minimum: number | null
  /** Category it is for, null for all. */
  category: string | null
}

export interface Customer {
  id: string
  name: string
  language: Language
  email: string
  phone: string
}

type OrderState = 'placed' | 'paid' | 'packed' | 'shipped' | 'delivered' | 'cancelled'

export interface OrderLine {
  id: string
  productId: string
  variantId: string | null
  name: LocalText
  category: string
  size: string | null
  colour: LocalText | null
  quantity: number
  /** Of one piece, minor units. */
  price: number
  isFinalSale: boolean
  isSealed: boolean
  isRepairable: boolean
  warrantyMonths: number
}

/** One movement of money on an order. `held` is a bank's reservation that was never taken and drops by itself at `dropsAt`. */
export interface Charge {
  amount: number
  at: number
  state: 'taken' | 'held' | 'failed' | 'refund-issued' | 'refunded'
  method: string
  dropsAt?: number
}

export interface Order {
  id: string
  number: string
  customerId: string | null
  state: OrderState
  currency: string
  total: number
  shippingFee: number
  placedAt: number
  shippedAt: number | null
  deliveredAt: number | null
  /** When it should be there. */
  dueAt: number | null
  country: string
  paymentMethod: string
  charges: Charge[]
  invoiceUrl: string | null
  lines: OrderLine[]
  /** Personal: shown only to somebody who proved the order theirs. */
  recipient: { name: string; phone: string; email: string; address: string }
}

type ParcelState = 'label-made' | 'moving' | 'out-for-delivery' | 'at-pick-up' | 'delivered' | 'stuck' | 'lost'

export interface ParcelEvent {
  at: number
  place: LocalText
  what: LocalText
}

export interface Parcel {
  id: string
  orderId: string
  carrier: string
  trackingNumber: string
  trackingUrl: string | null
  state: ParcelState
  dueAt: number | null
  deliveredAt: number | null
  /** Where the courier says it was left. */
  leftAt: LocalText | null
  lineIds: string[]
  /** Oldest first. */
  events: ParcelEvent[]
}

type ReturnState = 'awaiting-parcel' | 'on-its-way' | 'received' | 'accepted' | 'closed' | 'refused'

export type Resolution = 'refund' | 'exchange' | 'repair'

export interface ShopReturn {
  rma: string
  orderId: string
  lineId: string
  quantity: number
  reason: string
  resolution: Resolution
  state: ReturnState
  createdAt: number
  updatedAt: number
  /** Last day the goods can be sent off. */
  sendBy: number
  refundAmount: number
  refundDueAt: number | null
  refundedAt: number | null
  currency: string
}

export interface ReturnPolicy {
  /** Days after delivery. */
  windowDays: number
  /** Faulty or damaged goods may come back for this long, whatever the window. */
  faultyDays: number
  /** Goods worth more than this go to a person first (minor units, per return). */
  reviewOver: number
  /** More open returns than this on one order go to a person. */
  reviewAfterReturns: number
  /** Reasons that need a photo. */
  photoReasons: string[]
  /** Categories never taken back unless faulty. */
  excludedCategories: string[]
  /** Reasons for which the shop pays the postage. */
  shopPaysReasons: string[]
  returnFee: number
  sendWithinDays: number
  refundWithinDays: number
  currency: string
}

export interface Delivery {
  country: string
  name: LocalText
  /** Words by which shoppers call it, lower case. */
  words: string[]
  fee: number
  freeOver: number | null
  expressFee: number | null
  minDays: number
  maxDays: number
  expressDays: number | null
  carriers: string[]
  /** True when the shopper may have to pay import duty at the door. */
  hasDuty: boolean
  cashOnDelivery: boolean
}

export interface ShopProfile {
  name: LocalText
  currency: string
  timeZone: string
  homeCountry: string
  hours: LocalText
  address: LocalText
  phone: string
  email: string
  paymentMethods: LocalText[]
  deliveries: Delivery[]
  dispatch: { withinDays: number; cutOff: string }
  instalments: { minimum: number; parts: number; everyDays: number; fee: number; provider: string } | null
  cashOnDeliveryFee: number | null
  /** Days until refunded money is on the account, by way of payment. */
  refundDays: { method: LocalText; minDays: number; maxDays: number }[]
  invoice: LocalText
  pickUp: LocalText | null
  giftWrap: { price: number; cardPrice: number } | null
  giftCards: number[]
  priceMatchDays: number | null
  memberPoints: LocalText | null
  privacyUrl: string
  accountUrl: string
}

/** What came of a write: made, refused by the shop's rules, or nobody knows (a time-out after sending), which a person must look at. */
export type ApplyResult =
  | { outcome: 'done'; data: ReplyData }
  | { outcome: 'refused'; why: RefusedWhy }
  | { outcome: 'unclear' }

export type RefusedWhy = 'unknown-order' | 'unknown-line' | 'already-shipped' | 'already-cancelled' | 'not-delivered' | 'already-returned' | 'sold-out'

/** What a dialog may use: it only reads. */
export interface ShopReads {
  profile(): Promise<ShopProfile>
  returnPolicy(): Promise<ReturnPolicy>
  categories(): Promise<Category[]>
  catalogue(): Promise<CatalogueEntry[]>
  /** Best match first. */
  findProducts(query: ProductQuery): Promise<Product[]>
  productById(id: string): Promise<Product | null>
  /** Those running at `now`. */
  promotions(now: number): Promise<Promotion[]>
  customerById(id: string): Promise<Customer | null>
  orderByNumber(number: string): Promise<Order | null>
  /** Newest first. */
  ordersOfCustomer(customerId: string): Promise<Order[]>
  orderByTracking(trackingNumber: string): Promise<Order | null>
  parcelsOf(orderId: string): Promise<Parcel[]>
  returnByRma(rma: string): Promise<ShopReturn | null>
  /** Newest first. */
  returnsOfOrder(orderId: string): Promise<ShopReturn[]>
}

/** One shop system. `apply` has one effect a key, however often it is called, and answers the same each time. */
export interface Commerce extends ShopReads {
  apply(write: ShopWrite, key: string): Promise<ApplyResult>
}

/** The text in this language, else in English, else in whatever there is. */
export function inLanguage(text: LocalText, language: Language): string {
  return text[language] ?? text['en'] ?? Object.values(text)[0] ?? ''
}
