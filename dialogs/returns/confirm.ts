// What the policy says of a draft, what the shopper gets instead, the summary, and the write.
import type { Product, Resolution, ReturnPolicy, Variant } from '../../commerce/index.ts'
import type { PendingWrite } from '../../core/conversation/dialog-words.ts'
import type { Reply, ReplyData } from '../../core/conversation/words.ts'
import { fold, isYes, pickOption } from '../runner/answers.ts'
import { ask, become, done, doneWith, goTo, handOff, say, type Outcome } from '../runner/outcome.ts'
import { YES_NO } from '../runner/room.ts'
import type { Turn } from '../runner/turn.ts'
import { moment, lineData } from '../shop-words.ts'
import { refuse } from './appeal.ts'
import { eligibility, type Verdict } from './eligibility.ts'
import { otherArticle, REASONS, RESOLUTIONS, type Draft } from './gather.ts'

/** The draft meets the policy. */
export async function settleDraft(turn: Turn, draft: Draft): Promise<Outcome> {
  const [policy, earlier] = await Promise.all([turn.shop.returnPolicy(), turn.shop.returnsOfOrder(draft.order.id)])
  const verdict = eligibility(policy, { ...draft, earlier }, turn.now)
  switch (verdict.may) {
    case 'ask': return ask('returns.is-opened', 'opened', lineData(turn, draft.line), { keep: draft.keep, choices: [{ key: 'choices.sealed', value: 'sealed' }, { key: 'choices.opened', value: 'opened' }] })
    case 'not': return refused(turn, draft, { verdict, policy })
    case 'return': return chooseResolution(turn, draft, { verdict, policy })
  }
}

type Refusal = Extract<Verdict, { may: 'not' }>
type Permit = Extract<Verdict, { may: 'return' }>

/** Says no with the rule that says so, and whom to ask when that seems unfair. */
function refused(turn: Turn, { line, order, keep }: Draft, { verdict, policy }: { verdict: Refusal; policy: ReturnPolicy }): Outcome {
  const data = { ...lineData(turn, line), number: order.number, windowDays: policy.windowDays, delivered: moment(order.deliveredAt), until: moment(verdict.until) }
  // Of several articles the next one may still go back.
  if (othersOf(turn).length > 0) return nextOne(turn, order.number, [say(REFUSALS[verdict.rule], data)])
  return verdict.rule === 'not-delivered' ? done('returns.not-there-yet', data) : refuse(REFUSALS[verdict.rule], data, { ...keep, number: order.number })
}

const REFUSALS = {
  window: 'returns.too-late', 'final-sale': 'returns.final-sale', opened: 'returns.opened', category: 'returns.excluded', 'already-returned': 'returns.already-returned', 'not-delivered': 'returns.not-there-yet',
} as const

async function chooseResolution(turn: Turn, draft: Draft, { verdict, policy }: { verdict: Permit; policy: ReturnPolicy }): Promise<Outcome> {
  const { keep, line, reason } = draft
  if (policy.photoReasons.includes(reason) && draft.photos.length === 0 && !draft.hasNoPhoto) return ask('returns.photo', 'photo', { ...lineData(turn, line), reason }, { keep })
  const wanted = draft.resolution
  const isOffered = wanted !== null && verdict.resolutions.includes(wanted)
  if (!isOffered && verdict.resolutions.length > 1) {
    const choices = verdict.resolutions.map(value => ({ key: `choices.${value}`, value }))
    return ask('returns.how', 'resolution', lineData(turn, line), { keep: { ...keep, resolution: null }, choices, first: wanted ? [say('returns.not-that-way', { wanted })] : [] })
  }
  const resolution = isOffered ? wanted : verdict.resolutions[0]!
  const swap = resolution === 'exchange' ? await exchangeOf(turn, draft) : null
  if (swap && 'kind' in swap) return swap
  const complete = { ...draft, resolution, exchangeFor: swap?.id ?? null }
  const review = verdict.review ?? (draft.hasNoPhoto ? 'no-photo' as const : null)
  if (review) return toPerson(turn, complete, review)
  return summary(turn, complete, { policy, swap })
}

/** What comes back in exchange: the same again for a fault, else another size or colour that is there. */
async function exchangeOf(turn: Turn, draft: Draft): Promise<Variant | null | Outcome> {
  const product = await turn.shop.productById(draft.line.productId)
  const left = product?.variants.filter(({ stock }) => stock >= draft.quantity) ?? []
  const chosen = left.find(({ id }) => id === draft.exchangeFor)
  if (chosen) return chosen
  const isSame = draft.reason === 'damaged' || draft.reason === 'faulty' || draft.reason === 'wrong-item'
  const same = left.find(({ id }) => id === draft.line.variantId)
  if (isSame && same) return same
  const said = variantSaid(turn, left, draft, product)
  if (said) return said
  const others = nearest(left.filter(({ id }) => id !== draft.line.variantId), draft, product)
  if (others.length === 0) return ask('returns.nothing-to-exchange', 'resolution', lineData(turn, draft.line), { keep: { ...draft.keep, resolution: null }, choices: [{ key: 'choices.refund', value: 'refund' }, { key: 'choices.person', value: 'person' }] })
  return ask('returns.exchange-for', 'exchange-for', lineData(turn, draft.line), { keep: { ...draft.keep, resolution: 'exchange' }, choices: others.map(variant => ({ title: variantTitle(turn, variant), value: variant.id })) })
}

const LARGER = /(?:one|a|next) size (?:up|bigger|larger)|(?:a |the )?(?:bigger|larger) (?:one|size)|大一[码号碼號]|大一点|大点的/i
const SMALLER = /(?:one|a|next) size (?:down|smaller)|(?:a |the )?smaller (?:one|size)|小一[码号碼號]|小一点|小点的/i

/** "For an L", 「换大一码」: said with the wish, so that nothing is asked. */
function variantSaid(turn: Turn, left: Variant[], { line }: Draft, product: Product | null): Variant | null {
  const sizes = [...new Set(product?.variants.map(({ size }) => size) ?? [])]
  const step = LARGER.test(turn.text) ? 1 : SMALLER.test(turn.text) ? -1 : 0
  const size = step !== 0 ? sizes[sizes.indexOf(line.size) + step] : onlySize(turn, sizes.filter(one => one !== null && one !== line.size))
  const colours = turn.entities('colour')
  if (!size && colours.length === 0) return null
  const isColour = ({ colour }: Variant) => colours.length === 0 ? JSON.stringify(colour) === JSON.stringify(line.colour) : colour !== null && Object.values(colour).some(word => colours.some(one => fold(word) === fold(one)))
  const meant = left.filter(one => one.id !== line.variantId && one.size === (size ?? line.size) && isColour(one))
  return meant.length === 1 ? meant[0]! : null
}

/** The one size that is named; "too small" names none, and a letter alone is one only as a size is written: "in L", "an m instead", "尺码L". */
function onlySize(turn: Turn, sizes: (string | null)[]): string | null {
  const said = turn.looks.filter(({ entity, start }) => entity === 'size' && !COMPLAINS.test(turn.text.slice(0, start))).map(({ value }) => fold(value))
  const meant = sizes.filter(one => one !== null && (said.includes(fold(one)) || new RegExp(`(?:^|[\\s(])(?:(?:in|an?|size|the|for|to|need|want|get|with)\\s+(?:size\\s+)?(?:${one}|${one.toLowerCase()})|${one})(?=$|[\\s,.!?)])|[码碼要换換成号號]${one}(?![a-zA-Z])`).test(turn.text)))
  return meant.length === 1 ? meant[0]! : null
}

const COMPLAINS = /\b(?:too|bit|little|rather|quite|very|so|runs?|way)\s+$/i

/** Other sizes of the same colour before other colours; the larger ones first for what was too small. */
function nearest(left: Variant[], { line, reason }: Draft, product: Product | null): Variant[] {
  const order = product?.variants.map(({ size }) => size) ?? []
  const place = order.indexOf(line.size)
  const isSameColour = (variant: Variant) => JSON.stringify(variant.colour) === JSON.stringify(line.colour)
  const isRightWay = (variant: Variant) => {
    const step = order.indexOf(variant.size) - place
    return reason === 'too-small' ? step > 0 : reason === 'too-big' ? step < 0 : true
  }
  return [...left].sort((a, b) => Number(isSameColour(b)) - Number(isSameColour(a)) || Number(isRightWay(b)) - Number(isRightWay(a))).slice(0, 5)
}

function variantTitle(turn: Turn, { size, colour }: Variant): string {
  return [colour ? turn.inWords(colour) : null, size].filter(part => part !== null).join(' / ')
}

function toPerson(turn: Turn, draft: Draft & { resolution: Resolution }, why: 'amount' | 'many-returns' | 'no-photo'): Outcome {
  const { order, line, quantity, reason, resolution, exchangeFor, photos } = draft
  const words = { order: order.number, item: turn.inWords(line.name), lineId: line.id, quantity, reason, resolution, exchangeFor, photos, worth: line.price * quantity, currency: order.currency, why }
  return handOff('return-review', 'returns', { draft: words, note: say('returns.needs-review', { why }) }, [say('returns.needs-review', { ...lineData(turn, line), why })])
}

function summary(turn: Turn, draft: Draft & { resolution: Resolution }, { policy, swap }: { policy: ReturnPolicy; swap: Variant | null }): Outcome {
  const { order, line, quantity, reason, resolution } = draft
  const fee = resolution === 'refund' && !policy.shopPaysReasons.includes(reason) ? policy.returnFee : 0
  const data: ReplyData = {
    ...lineData(turn, line), number: order.number, quantity, reason, resolution, fee, refund: Math.max(0, line.price * quantity - fee), currency: order.currency,
    swap: swap ? variantTitle(turn, swap) : null, isRefund: resolution === 'refund', isExchange: resolution === 'exchange', isRepair: resolution === 'repair',
  }
  return ask('returns.confirm', 'confirm', data, { keep: { ...draft.keep, orderId: order.id, quantity: String(quantity), resolution, exchangeFor: swap?.id ?? null }, choices: YES_NO })
}

/** Yes makes the return; other words change the draft and come back to the summary. */
export async function confirmReturn(turn: Turn): Promise<Outcome> {
  if (turn.saysNo) return done('returns.not-made')
  if (turn.saysYes) return makeReturn(turn)
  const resolution = pickOption(turn.text, RESOLUTIONS)
  // "Yes, exchange" says the summary again.
  if (resolution !== null && resolution === turn.kept('resolution') && isYes(turn.text.split(/[\s,，]+/)[0] ?? '')) return makeReturn(turn)
  if (resolution) return goTo('start', { resolution, exchangeFor: null })
  const reason = pickOption(turn.text, REASONS)
  return reason ? goTo('start', { reason, photo: null }) : otherArticle(turn)
}

function makeReturn(turn: Turn): Outcome {
  const { data } = turn
  const swap = turn.kept('exchangeFor')
  const photos = Array.isArray(data.photos) ? data.photos.filter(id => typeof id === 'string') : []
  const write = {
    kind: 'create-return' as const, orderId: String(data.orderId), lineId: String(data.lineId), quantity: Number(data.quantity), reason: String(data.reason),
    resolution: turn.kept('resolution') as Resolution, ...(swap ? { exchangeFor: swap } : {}), ...(photos.length > 0 ? { photos } : {}),
  }
  const isRefund = write.resolution === 'refund'
  const pending: PendingWrite = { write, done: 'returns.created', refused: 'returns.refused', unclear: 'write.unclear', data: { number: turn.kept('number'), isRefund, isExchange: write.resolution === 'exchange', isRepair: write.resolution === 'repair' } }
  if (othersOf(turn).length > 0) return nextOne(turn, turn.kept('number'), [], [pending])
  return doneWith([say('write.under-way')], [pending])
}

/** Articles of the same order that are to go back after this one. */
function othersOf({ data }: Turn): string[] {
  return Array.isArray(data.others) ? data.others.filter(id => typeof id === 'string') : []
}

/** The next article, for the reason and in the way that were told for the one before. */
function nextOne(turn: Turn, number: string | null, first: Reply[], writes: PendingWrite[] = []): Outcome {
  const [lineId, ...others] = othersOf(turn)
  const [reason, resolution] = [turn.kept('reason'), turn.kept('resolution')]
  const isSame = reason === 'changed-mind' || reason === 'not-as-described'
  return become('returns.start', { number, lineId, others, ...(isSame ? { reason, resolution: resolution === 'refund' ? resolution : null } : {}) }, [...first, say('returns.next-one', { isUnderWay: writes.length > 0 })], writes)
}
