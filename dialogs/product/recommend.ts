// Advice: what for, how much, anything that matters; then at most three, each with its reason.
import type { Product } from '../../commerce/index.ts'
import { isWish, pickOption, type Option } from '../runner/answers.ts'
import { again, ask, done, goTo, type Outcome } from '../runner/outcome.ts'
import type { Step } from '../runner/topic.ts'
import type { Turn } from '../runner/turn.ts'
import { coloursOf, productData } from '../shop-words.ts'
import { othersThanShown } from './others.ts'

/** Uses the shop sorts its goods by, and the words for them. */
const USES: Option[] = [
  { value: 'gift', words: /gift|present|birthday|christmas|for (?:my|a) (?:mum|mom|dad|wife|husband|friend|girlfriend|boyfriend|boss|sister|brother)|送礼|礼物|送人|生日|送(?:妈妈|爸爸|老婆|老公|女友|男友|朋友|老师)|禮物|送禮/ },
  { value: 'travel', words: /travel|trip|holiday|flight|plane|journey|vacation|旅行|旅游|出差|飞机|出门|旅遊|飛機/ },
  { value: 'sport', words: /sport|running|gym|yoga|workout|training|jog|fitness|exercise|跑步|健身|运动|瑜伽|锻炼|運動/ },
  { value: 'outdoors', words: /outdoor|hik|camp|beach|garden|picnic|rain|户外|爬山|露营|野餐|海边|徒步|下雨|戶外/ },
  { value: 'office', words: /office|work\b|desk|study|meeting|办公|上班|公司|书桌|学习|辦公/ },
  { value: 'commute', words: /commut|train|bus|subway|metro|bicycle|bike|cycling|通勤|地铁|骑车|公交|上下班|地鐵|騎車/ },
  { value: 'home', words: /home|house|kitchen|living room|flat|apartment|sofa|在家|家里|家用|客厅|厨房|居家|家裡/ },
  { value: 'kids', words: /kid|child|baby|toddler|son\b|daughter|boy|girl\b|niece|nephew|孩子|小孩|宝宝|儿子|女儿|小朋友|孩童|寶寶/ },
  { value: 'winter', words: /winter|cold|warm|snow|冬天|冬季|保暖|冷|下雪/ },
  { value: 'summer', words: /summer|hot|heat|夏天|夏季|天热|炎热|天熱/ },
  { value: 'party', words: /party|wedding|dinner|date|聚会|婚礼|约会|晚宴|聚會|婚禮/ },
  { value: 'sensitive-skin', words: /sensitive|allerg|skin|eczema|敏感|过敏|皮肤|過敏/ },
]

const OFFERED = ['gift', 'travel', 'sport', 'office', 'home', 'kids']

/** Asks use, budget and preference, whatever of them is not known, and then recommends. */
export async function recommend(turn: Turn): Promise<Outcome> {
  const others = await othersThanShown(turn)
  if (others) return others
  const { use, budget, wish, category } = await wantedIn(turn)
  const keep = { use, category, budget }
  if (use) turn.learn('use', use)
  if (budget && budget !== 'any') turn.learn('budget', budget)
  if (!use) return ask('product.which-use', 'use', {}, { keep, choices: OFFERED.map(value => ({ key: `choices.use-${value}`, value })) })
  if (!budget) return ask('product.which-budget', 'budget', {}, { keep, choices: [{ key: 'choices.any-budget', value: 'any' }] })
  if (wish === null) return ask('product.which-wish', 'wish', {}, { keep, choices: [{ key: 'choices.no-wish', value: 'none' }] })
  return advise(turn, { use, category, budget: budget === 'any' ? null : Number(budget), wish })
}

/** What is known of the wish: gathered before, said now, or given for the last advice. */
async function wantedIn(turn: Turn): Promise<Record<'use' | 'budget' | 'wish' | 'category', string | null>> {
  const said = useIn(turn.text)
  const category = turn.kept('category') ?? turn.entity('category') ?? await categoryIn(turn)
  const before = turn.isAnswer || said !== null ? null : refined(turn, category)
  return { use: turn.kept('use') ?? said ?? before?.use ?? null, budget: turn.kept('budget') ?? budgetIn(turn) ?? before?.budget ?? null, wish: turn.kept('wish') ?? before?.wish ?? null, category }
}

/** The use that a message names; null for none. */
export function useIn(text: string): string | null {
  return pickOption(text, USES) ?? firstUse(text)
}

/** Of several uses in a long message the one named first: 「送女朋友的，她平时跑步」 is a present. */
function firstUse(text: string): string | null {
  const named = USES.map(({ value, words }) => ({ value, at: text.toLowerCase().search(words) })).filter(({ at }) => at >= 0)
  return named.sort((a, b) => a.at - b.at)[0]?.value ?? null
}

/** After advice, another colour, price or shelf changes that advice: use and budget are known. */
function refined(turn: Turn, category: string | null): { use: string; budget: string; wish: string } | null {
  const use = turn.fact('use')
  const isRefined = turn.looks.length > 0 || turn.entity('amount') !== null || category !== null
  if (use === null || turn.shown.length === 0 || !isRefined) return null
  return { use, budget: turn.fact('budget') ?? 'any', wish: turn.looks.length > 0 ? turn.text.trim().slice(0, 120) : 'none' }
}

async function categoryIn(turn: Turn): Promise<string | null> {
  const categories = await turn.shop.categories()
  const said = ` ${turn.text.toLowerCase()} `
  return categories.find(({ words }) => words.some(word => /\p{Script=Han}/u.test(word) ? said.includes(word) : new RegExp(`\\b${word}\\b`).test(said)))?.id ?? null
}

const ANY = /\bany\b|no (?:limit|budget|max)|doesn.?t matter|don.?t (?:care|mind)|whatever|open|不限|随便|无所谓|没有预算|都行|都可以|隨便|無所謂/i

const SPEAKS_OF_MONEY = /预算|預算|\bbudget\b/i

/** In minor units; a bare number is meant in the shop's currency. */
function budgetIn(turn: Turn): string | null {
  const amount = turn.entity('amount')
  if (amount) return amount
  if (!turn.isAnswer && !SPEAKS_OF_MONEY.test(turn.text)) return null
  // "Do you have shoes in 43?" is another question, and no budget.
  if (turn.isAnswer && !SPEAKS_OF_MONEY.test(turn.text) && (turn.entity('product') !== null || turn.entity('size') !== null && isWish(turn.text))) return null
  const bare = /(\d{1,6})(?:[.,](\d{2}))?/.exec(turn.text.normalize('NFKC'))
  if (bare) return String(Number(bare[1]) * 100 + Number(bare[2] ?? 0))
  const han = hanHundreds(turn.text)
  return han !== null ? String(han * 100) : ANY.test(turn.text) ? 'any' : null
}

/** 「一百以内」, 「三百五左右」, 「一千」. */
function hanHundreds(text: string): number | null {
  const [, head, unit, rest] = /([一二两兩三四五六七八九])([百千])([一二三四五六七八九])?/.exec(text) ?? []
  if (!head || !unit) return null
  const scale = unit === '百' ? 100 : 1000
  return digit(head) * scale + (rest ? digit(rest) * scale / 10 : 0)
}

function digit(han: string): number {
  return han === '两' || han === '兩' ? 2 : '一二三四五六七八九'.indexOf(han) + 1
}

interface Wanted { use: string; category: string | null; budget: number | null; wish: string }

async function advise(turn: Turn, wanted: Wanted): Promise<Outcome> {
  const { use, category, budget, wish } = wanted
  const within = budget === null ? {} : { budget }
  const shelf = category ? { category } : {}
  const exact = await turn.shop.findProducts({ use, ...shelf, ...within, inStock: true, limit: 20 })
  const found = exact.length > 0 ? exact : await turn.shop.findProducts({ use, ...within, inStock: true, limit: 20 })
  if (found.length === 0) return nothingFits(turn, wanted)
  const liked = (await byWish(turn, found, wish)).slice(0, 3)
  if (liked.length === 1) turn.learn('product', liked[0]!.id)
  else turn.show(liked.map(({ id }) => id))
  return done('product.recommended', { items: liked.map(one => reasonFor(turn, one, wanted)), budget, currency: liked[0]!.currency, isOtherShelf: exact.length === 0 && category !== null })
}

/** Over the budget there may be one that fits the use: said as what it is. */
async function nothingFits(turn: Turn, { use, category }: Wanted): Promise<Outcome> {
  const shelf = category ? { category } : {}
  const dearer = (await turn.shop.findProducts({ use, ...shelf, inStock: true, limit: 20 })).sort((a, b) => a.price - b.price)
  const [cheapest] = dearer
  return cheapest ? done('product.over-budget', productData(turn, cheapest)) : done('product.nothing-for-use')
}

/** Those that carry the wished colour, material or word first; otherwise the shop's order. */
async function byWish(turn: Turn, found: Product[], wish: string): Promise<Product[]> {
  if (wish === 'none') return found
  // 「她喜欢喝咖啡」 has no spaces: what the shop itself finds for the words.
  const named = new Set((await turn.shop.findProducts({ words: wish, inStock: true, limit: 10 })).map(({ id }) => id))
  const parts = wish.toLowerCase().split(/[\s,，、]+/).filter(part => part.length > 1)
  const fits = (one: Product) => {
    const words = [one.description, one.material, one.facts, one.name].map(text => turn.inWords(text)).concat(coloursOf(turn, one)).join(' ').toLowerCase()
    return parts.filter(part => words.includes(part)).length + (coloursOf(turn, one).some(colour => wish.includes(colour)) ? 2 : 0) + (named.has(one.id) ? 1 : 0)
  }
  return [...found].sort((a, b) => fits(b) - fits(a))
}

function reasonFor(turn: Turn, one: Product, { use, budget, wish }: Wanted) {
  const colour = coloursOf(turn, one).find(word => wish.toLowerCase().includes(word.toLowerCase())) ?? null
  return { ...productData(turn, one), why: turn.inWords(one.uses[use] ?? one.description), isUnderBudget: budget !== null && one.price <= budget, isReduced: one.wasPrice !== null, colour }
}

function readUse(turn: Turn): Outcome {
  const use = turn.pick(USES)
  return use ? goTo('recommend', { use }) : again()
}

function readBudget(turn: Turn): Outcome {
  const budget = turn.picked() ?? budgetIn(turn) ?? (turn.saysNo || NO_IDEA.test(turn.text.trim()) ? 'any' : null)
  if (budget) return goTo('recommend', { budget })
  // "She likes running" behind "a present": what for is told better.
  const use = turn.kept('use') === 'gift' && !isWish(turn.text) ? useIn(turn.text) : null
  const wish = use === null && turn.kept('wish') === null && LIKES.test(turn.text) ? { wish: turn.text.trim().slice(0, 120) } : {}
  return (use !== null && use !== 'gift') || 'wish' in wish ? ask('product.which-budget', 'budget', {}, { keep: { use: use ?? turn.kept('use'), ...wish }, choices: [{ key: 'choices.any-budget', value: 'any' }], isCounted: false }) : again()
}

const ABOUT = /^(?:and |so )?(?:what|how) about\b/i
const NO_WISH = /^(?:no|none|nope|nothing|not really|anything|whatever|没有|都行|随便|无|不限|都可以|没|沒有|隨便)/i
/** What whoever gets it likes: the third question, answered at the second. */
const LIKES = /\b(?:he|she|they|i|we|who)(?:'s| is| are|'re)? (?:really |absolutely |a big )?(?:likes?|loves?|enjoys?|into|fan of|prefers?|drinks?)\b|(?:他|她|ta|我|平时|喜欢|爱).{0,3}(?:喜欢|爱|热爱|常)/i
const NO_IDEA = /^(?:(?:i have )?no idea|not sure|(?:i )?don.?t know|dunno|idk|不知道|不清楚|没想好|看着办|沒想好)[.! 吧呢]*$/i

function readWish(turn: Turn): Outcome {
  const isNone = turn.picked() === 'none' || turn.saysNo || NO_WISH.test(turn.text.trim()) || NO_IDEA.test(turn.text.trim())
  // A question or another wish is not a preference.
  if (!isNone && (/[?？]\s*$/.test(turn.text) || turn.text.trim() === '' || (isWish(turn.text) && /^(?:product|shipping|order|returns|payment)\./.test(turn.intent ?? '')) || ABOUT.test(turn.text))) return again()
  return goTo('recommend', { wish: isNone ? 'none' : turn.text.trim().slice(0, 120) })
}

export const recommendSteps: Record<string, Step> = { use: readUse, budget: readBudget, wish: readWish }
