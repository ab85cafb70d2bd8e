// Messages that stand on what was said before: "the second one", "not that, the charger", a bare article, "one more thing".
import type { EntityName, ScoredIntent } from '../../core/conversation/words.ts'
import { isYes } from './answers.ts'
import { canAnswer, type Work } from './room.ts'
import { placeShown } from './shown.ts'

/** The intent that the message goes on with, or null when it stands by itself. */
export function leaningIntent(work: Work): string | null {
  const { state, input: { understanding: { text, intent, confidence, entities } } } = work
  const { lastIntent } = state
  const isVague = intent === null || intent === lastIntent || intent.startsWith('small-talk.') || confidence < work.room.policy.sure
  if (!isVague) return null
  if (isOfShown(work)) return lastIntent !== null && ABOUT_ONE.test(lastIntent) ? lastIntent : 'product.details'
  const isGoods = entities.some(({ entity }) => GOODS.includes(entity))
  const isTalk = intent === null || /^small-talk\.(?:praise|yes|no)$/.test(intent)
  // "Not that one, the charger": the yes or no stands before what is meant.
  if (isTalk && intent !== null && lastIntent && FOLLOWED.test(lastIntent) && canAnswer(work, lastIntent) && entities.some(({ entity }) => NAMED.includes(entity))) return lastIntent
  return isTalk && isGoods && lastIntent === null && isBare(text) ? 'product.find' : null
}

/** Questions that another article, size or number may follow up ("and in blue?", "and 1003?"). */
export const FOLLOWED = /^(?:product|shipping|order|returns)\./
export const NAMED: EntityName[] = ['order-number', 'tracking-number', 'product', 'size', 'colour']
const GOODS: EntityName[] = ['product', 'category']
/** Questions about one article: another may take its place in them. */
const ABOUT_ONE = /^product\.(?:details|price|stock|size|material|care|authenticity)$/
const LISTED = /^product\.(?:find|recommend|compare)$/

function isOfShown({ state: { shown = [], facts, lastIntent }, input: { understanding: { text } } }: Work): boolean {
  if (shown.length < 2 || text.length > LONGEST) return false
  // A yes to "shall I tell you more about one of them?"
  if (isYes(text)) return lastIntent !== null && LISTED.test(lastIntent) && facts.product === undefined
  return placeShown(text, { prices: shown.map((_, place) => place), current: shown.indexOf(facts.product?.value ?? '') }) !== null
}

const LONGEST = 60

function isBare(text: string): boolean {
  return text.trim().length <= (/\p{Script=Han}/u.test(text) ? 6 : 24)
}

const OPENING = /^(?:(?:oh|ah|hm+|wait|hold on|hang on|sorry|ok|okay|hi|hey|hello|so|and|actually|also|btw|by the way|um|uh|just|yes|yeah|no|well) )*(?:one more (?:thing|question)|another (?:thing|question)|(?:i have|i've got|i got|got) (?:a|an|another|one more|one|some) (?:quick |last )?questions?(?: for you)?|quick question|(?:can|could|may) i ask (?:you )?(?:something|a question)(?: else)?|something else|there'?s one more thing|wait|hold on|hang on)(?: please)?$/
const OPENING_ZH = /^(?:那个|嗯|哦|啊|对了|等等|等一下|等下|不好意思|你好|您好|请问|还有|另外|我|亲|那|再)*(?:(?:还)?有(?:一)?(?:个|件)?(?:事|事情|问题|小问题|事儿)|(?:还)?想?(?:再)?问(?:一下|一个|个|你|您)*(?:事|事情|问题|事儿)?|等一下|等等|等下|对了)(?:呢|哈|啊|吧|想问|要问|请教)*$/

/** "Oh wait, one more thing": says that a question is coming, and asks none yet. */
export function isOpening(text: string): boolean {
  const said = text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}']+/gu, ' ').trim()
  return said.length > 0 && said.length <= LONGEST && (OPENING.test(said) || OPENING_ZH.test(said.replaceAll(' ', '').replaceAll('還', '还').replaceAll('對', '对').replaceAll('個', '个').replaceAll('問', '问').replaceAll('題', '题').replaceAll('請', '请')))
}

/** Of intents too close to choose between, the one that goes on with the talk: the topic spoken of, or one subject by two names. Null when asking is better. */
export function likelier(work: Work, rivals: ScoredIntent[]): string | null {
  const [best] = rivals
  if (rivals.length < 2 || !best) return null
  const topics = [...work.room.topics.values()]
  if (topics.some(({ oneSubject = [] }) => rivals.every(({ intent }) => oneSubject.includes(intent)))) return best.intent
  const about = work.state.lastIntent?.split('.')[0]
  if (!about || work.input.understanding.text.length > LONGEST) return null
  const same = rivals.filter(({ intent }) => intent.startsWith(`${about}.`))
  return same.length === 1 ? same[0]!.intent : null
}

/** Cost and time mean those of sending back where the talk is of a return, unless delivery is named. */
export function inThisTalk(intent: string, { topic, text }: { topic: string | null; text: string }): string {
  return topic === 'returns' && text.length <= LONGEST && !OUTGOING.test(text) ? BACK[intent] ?? intent : intent
}

const BACK: Record<string, string> = { 'shipping.cost': 'returns.policy', 'shipping.time': 'payment.refund-when' }
const OUTGOING = /\bdeliver|\b(?:shipping|ship|send|post) (?:it |them )?(?:to|out)\b|新的|发货|發貨|寄到|发到|送到|下单|express|\bnew one\b/i
