// Sizes and colours, in the shop's terms: 'M', 'XL', '42', 'UK 9'; colours by their English name.
import type { Found } from '../reading.ts'
import { matches } from '../matches.ts'

export function findSizes(plain: string): Found<'size'>[] {
  return RULES.flatMap(({ pattern, read }) => matches(plain, pattern).flatMap(match => {
    const value = read(match)
    return value === null ? [] : [{ entity: 'size' as const, start: match.index, end: match.index + match[0].length, value }]
  }))
}

/** Longer names first: "navy blue" is navy, not blue. */
export function findColours(plain: string): Found<'colour'>[] {
  return [ENGLISH_COLOUR, CHINESE_COLOUR, CHINESE_SHORT_COLOUR].flatMap(pattern => matches(plain, pattern).map(match => (
    { entity: 'colour' as const, start: match.index, end: match.index + match[1]!.length, value: COLOURS.get(match[1]!)! })))
}

const LETTERS = '(?:xxxs|xxs|xs|xxxl|xxl|xl|[2-6]xl|[2-4]xs)'
const WORD_SIZES: Record<string, string> = {
  'extra small': 'XS', 'x small': 'XS', small: 'S', medium: 'M', large: 'L', 'extra large': 'XL', 'x large': 'XL', 'x-large': 'XL', 'double xl': 'XXL',
  'one size': 'one size', 均码: 'one size', 小号: 'S', 小码: 'S', 中号: 'M', 中码: 'M', 大号: 'L', 大码: 'L', 加大: 'XL', 加大号: 'XL', 特大号: 'XXL',
}

interface Rule { pattern: RegExp; read(match: RegExpExecArray): string | null }

const RULES: Rule[] = [
  { pattern: new RegExp(`(?<![a-z0-9'])${LETTERS}(?![a-z0-9'])`, 'g'), read: match => match[0].toUpperCase() },
  { pattern: /(?<![a-z0-9'])(?:size|sizes|in an?|an?|the) ([sml])(?![a-z0-9'])/g, read: match => match[1]!.toUpperCase() },
  { pattern: /(?<![a-z0-9'])([sml])(?= ?(?:size|码|号|或者|还是|or [sml](?![a-z])))/g, read: match => match[1]!.toUpperCase() },
  { pattern: /^([sml])(?:[.!? ]*)$/g, read: match => match[1]!.toUpperCase() },
  { pattern: /(?<=[\u4e00-\u9fff])([sml])(?![a-z0-9'])/g, read: match => match[1]!.toUpperCase() },
  { pattern: /(?<![a-z0-9])(uk|us|eu|eur) ?(?:size )?(\d{1,2}(?:\.5)?)(?![a-z0-9.])/g, read: match => `${match[1]!.slice(0, 2).toUpperCase()} ${match[2]}` },
  { pattern: /(?<![a-z0-9])sizes? (?:is |was |of )?(\d{1,3}(?:\.5)?)(?![a-z0-9.])/g, read: match => match[1]! },
  { pattern: /(?<![a-z0-9.])(\d{2,3}(?:\.5)?) ?码/g, read: match => match[1]! },
  { pattern: /(?<![a-z0-9.月])(3[3-9]|4[0-9]|50) ?号/g, read: match => match[1]! },
  { pattern: new RegExp(`(?<![a-z])(?:${words(WORD_SIZES, /^[a-z]/)})(?![a-z])`, 'g'), read: match => WORD_SIZES[match[0]] ?? null },
  { pattern: new RegExp(`(?:${words(WORD_SIZES, /^[^a-z]/)})`, 'g'), read: match => WORD_SIZES[match[0]] ?? null },
]

const COLOUR_NAMES: Record<string, string> = {
  black: 'black|jet black|黑|纯黑|亮黑|哑光黑', white: 'white|off white|off-white|白|纯白|象牙白|奶白', 'off-white': '米白', grey: 'grey|gray|灰|银灰|浅灰|深灰|light grey|dark grey|light gray|dark gray',
  red: 'red|红|大红|正红|dark red', burgundy: 'burgundy|maroon|wine red|酒红|枣红', pink: 'pink|粉|粉红|hot pink|裸粉|rose pink|玫红', orange: 'orange|橙|橘|橘红',
  yellow: 'yellow|黄|鹅黄', gold: 'gold|golden|金|香槟金|玫瑰金|rose gold', green: 'green|绿|墨绿|军绿|草绿|dark green|light green|olive|抹茶绿', mint: 'mint|薄荷绿',
  blue: 'blue|蓝|天蓝|浅蓝|湖蓝|宝蓝|light blue|sky blue|royal blue|雾霾蓝', navy: 'navy|navy blue|dark blue|藏青|藏蓝|深蓝|海军蓝', teal: 'teal|turquoise|青', purple: 'purple|violet|lilac|lavender|紫|浅紫|香芋紫',
  brown: 'brown|dark brown|棕|咖啡|咖|褐|焦糖', beige: 'beige|cream|米|杏|奶油|ivory', khaki: 'khaki|卡其|tan|驼', silver: 'silver|银', multicolour: 'multicolour|multicolor|彩|花', clear: 'transparent|透明',
}

/** Such a colour is one only with 色 or after it 的/款: 白天, 花呗, 米饭, 金额 are none. */
const SHORT = /^[\u4e00-\u9fff]$/

const COLOURS = new Map(Object.entries(COLOUR_NAMES).flatMap(([value, names]) => names.split('|').flatMap(name => (
  /^[a-z]/.test(name) ? [[name, value] as const] : [[name, value] as const, [`${name}色`, value] as const]))))

const ENGLISH_COLOUR = colourPattern(name => /^[a-z]/.test(name), '(?<![a-z])', '(?![a-z])')
const CHINESE_COLOUR = colourPattern(name => /^[^a-z]/.test(name) && !SHORT.test(name), '', '')
const CHINESE_SHORT_COLOUR = colourPattern(name => SHORT.test(name) && !'米花彩咖'.includes(name), '(?<![\\u4e00-\\u9fff]|名)|(?<=[要换选买成发是个件条双款的和跟有拿改寄])', '(?=的(?!话)|款|[smlx]|和|跟|还是|呢|吗|$)')

function colourPattern(isOne: (name: string) => boolean, before: string, after: string) {
  const names = [...COLOURS.keys()].filter(isOne).sort((a, b) => b.length - a.length)
  return new RegExp(`(?:${before})(${names.join('|')})${after}`, 'g')
}

function words(sizes: Record<string, string>, which: RegExp) {
  return Object.keys(sizes).filter(name => which.test(name)).sort((a, b) => b.length - a.length).join('|')
}
