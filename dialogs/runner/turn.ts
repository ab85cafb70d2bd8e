import { inLanguage, type LocalText, type ShopReads } from '../../commerce/index.ts'
import type { DialogInput, DialogState, Feedback, ShopperInfo } from '../../core/conversation/dialog-words.ts'
import type { Attachment, Entity, EntityName, Fact, Language, ReplyChoice, Understanding } from '../../core/conversation/words.ts'
import { isNo, isYes, pickChoice, pickOption, type Option } from './answers.ts'
import type { Data } from './outcome.ts'
import { besides, meantOf } from './plain-words.ts'
import type { DialogPolicy } from './policy.ts'

/** What a step sees: the message, what is known, and the shop to read from. */
export interface Turn {
  text: string
  intent: string | null
  attachments: Attachment[]
  shopper: ShopperInfo
  shop: ShopReads
  policy: DialogPolicy
  language: Language
  now: number
  /** What was answered before this message: an intent, or null. */
  before: string | null
  /** The article spoken of before this message. */
  productBefore: string | null
  /** The shopper waits for a person. */
  isWaiting: boolean
  /** What this dialog has gathered. */
  data: Data
  /** The message answers this step's question; false when the step was entered by an intent or by another step. */
  isAnswer: boolean
  /** What this step's question offered. */
  choices: ReplyChoice[]
  saysYes: boolean
  saysNo: boolean
  /** First value of that name in the message. */
  entity(name: EntityName): string | null
  entities(name: EntityName): string[]
  /** Colours and sizes in the message, where they stand. */
  looks: Entity[]
  /** What the message says besides values of these names and small words. */
  rest(names: EntityName[]): string
  /** What is said besides asking for a person or a call. */
  besidesPerson: string
  /** A text this dialog gathered; null when there is none. */
  kept(name: string): string | null
  fact(name: string): string | null
  /** Remembers for the whole conversation: nobody is asked twice. */
  learn(name: string, value: string, confirmedBy?: Fact['confirmedBy']): void
  forget(name: string): void
  /** Choice of the question that was meant. */
  picked(): string | null
  pick<V extends string>(options: Option<V>[]): V | null
  /** The shop's text in the shopper's language. */
  inWords(text: LocalText): string
  hasProved(orderId: string): boolean
  prove(orderId: string): void
  /** Pictures sent before it was said what of: they belong to whatever needs them first. */
  takePhotos(): string[]
  /** Articles the shopper was shown last, in that order. */
  shown: string[]
  /** Remembers what is shown now: "the second one" is one of these, and none of them is spoken of yet. */
  show(productIds: string[]): void
  /** Gives the shopper's answer to a question of the desk back to it. */
  report(feedback: Feedback): void
  /** What the shopper waits for a person for is settled. */
  giveUpPlace(): void
  /** Counts a failed proof; returns how many there are. */
  failProof(): number
  failedProofs: number
}

/** The turn of one step. Reads and notes go to `state`, this take's own copy. */
export function turnOf(input: DialogInput, state: DialogState, room: { shop: ShopReads; policy: DialogPolicy }, at: { data: Data; isAnswer: boolean; choices: ReplyChoice[]; errand: number; report(feedback: Feedback): void; giveUpPlace(): void }): Turn {
  const { understanding } = input
  const { text, intent } = understanding
  // "Where is 1001, and can 1004 go elsewhere?": the second wish is about the second number.
  const entities = (name: EntityName) => ofErrand(understanding, name, at.errand)
  return {
    text, intent, attachments: input.attachments, shopper: input.shopper, language: input.language, now: input.now, before: input.state.lastIntent, productBefore: input.state.facts.product?.value ?? null, isWaiting: input.isWaiting ?? false, ...room, ...at,
    saysYes: at.isAnswer && (isYes(text) || text === 'yes' || (intent === 'small-talk.yes' && isShort(text))),
    saysNo: at.isAnswer && (isNo(text) || (intent === 'small-talk.no' && isShort(text))),
    entity: name => entities(name)[0] ?? null,
    entities,
    looks: understanding.entities.filter(({ entity }) => entity === 'colour' || entity === 'size'),
    besidesPerson: understanding.person?.besides ?? '',
    rest: names => besides(understanding, names),
    kept: name => typeof at.data[name] === 'string' ? at.data[name] : null,
    fact: name => state.facts[name]?.value ?? null,
    learn: (name, value, confirmedBy = 'shopper') => { state.facts[name] = { name, value, confirmedBy } },
    forget: name => { delete state.facts[name] },
    picked: () => at.isAnswer ? pickChoice(text, at.choices) : null,
    pick: <V extends string>(options: Option<V>[]) => {
      if (!at.isAnswer) return null
      const chosen = pickChoice(text, at.choices)
      return options.find(({ value }) => value === chosen)?.value ?? pickOption(text, options)
    },
    inWords: words => inLanguage(words, input.language),
    hasProved: orderId => state.provenOrders.includes(orderId),
    prove: orderId => { if (!state.provenOrders.includes(orderId)) state.provenOrders.push(orderId) },
    takePhotos: () => {
      const photos = state.photos ?? []
      delete state.photos
      return photos
    },
    shown: state.shown ?? [],
    show: productIds => {
      state.shown = productIds.slice(0, MOST_SHOWN)
      delete state.facts.product
    },
    failProof: () => ++state.failedProofs,
    get failedProofs() { return state.failedProofs },
  }
}

const MOST_SHOWN = 5

/** The values of the part that asks; where it names none, what was named last before it; without parts, by their place. */
function ofErrand(understanding: Understanding, name: EntityName, errand: number): string[] {
  const { further } = understanding
  const found = meantOf(understanding.text, understanding.entities.filter(({ entity }) => entity === name))
  const parts = [understanding.words, ...further.map(({ words }) => words)]
  const own = parts[errand]
  if (further.length > 0 && own !== undefined && found.length > 0) {
    const isIn = (text: string, part: string | undefined) => part?.includes(text.toLowerCase()) ?? false
    const inOwn = found.filter(({ text }) => isIn(text, own))
    const from = understanding.text.toLowerCase().indexOf(own.slice(0, 24))
    const before = found.findLast(({ start }) => start < from)
    return valuesOf(inOwn.length > 0 ? inOwn : before ? [before] : found.filter(({ text }) => !parts.some(part => isIn(text, part))))
  }
  const values = valuesOf(found)
  return errand === 0 || values.length < 2 ? values : values.slice(Math.min(errand, values.length - 1))
}

function valuesOf(entities: Entity[]): string[] {
  return [...new Set(entities.map(({ value }) => value))]
}

/** A yes or no that the model saw counts only in a message that says little else. */
function isShort(text: string): boolean {
  return text.trim().length <= 24
}
