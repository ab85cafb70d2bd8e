// Short ways to write the demo shop's goods down in both languages.
import type { LocalText, Product } from '../../commerce.ts'

export const CURRENCY = 'USD'

export const both = (en: string, zh: string): LocalText => ({ en, zh })

export const COLOURS = {
  black: both('black', '黑色'), white: both('white', '白色'), grey: both('grey', '灰色'), navy: both('navy', '藏青色'),
  blue: both('blue', '蓝色'), green: both('green', '绿色'), yellow: both('yellow', '黄色'), red: both('red', '红色'),
  pink: both('pink', '粉色'), tan: both('tan', '棕黄色'), brown: both('brown', '棕色'), natural: both('natural', '原木色'),
  silver: both('silver', '银色'), purple: both('purple', '紫色'), cream: both('cream', '米白色'),
} as const

export type Colour = keyof typeof COLOURS

/** A product as this folder writes it down: what is the same for most goods is left out. */
export interface DemoProduct extends Partial<Pick<Product, 'wasPrice' | 'sizeAdvice' | 'warrantyMonths' | 'isFinalSale' | 'isSealed' | 'isRepairable'>> {
  id: string
  category: string
  name: LocalText
  otherNames: string[]
  description: LocalText
  material: LocalText
  care: LocalText
  facts: LocalText
  uses: Record<string, LocalText>
  madeIn: LocalText
  authenticity?: LocalText
  price: number
  /** `colour/size: stock`; `-` for goods without the one or the other; a minus number of days says when a sold-out one is back. */
  stock: Record<string, number>
}

export const OWN_MAKE = both(
  'It is our own label, made for us and sold only here, so every piece comes straight from the workshop.',
  '这是我们的自有品牌，由合作工厂直接供货，只在本店出售，件件都是原厂正品。',
)

export const WITH_SERIAL = both(
  'Every piece carries a serial number that you can check on the maker’s own site; we are an authorised dealer.',
  '我们是官方授权经销商，每件都有序列号，可以在品牌官网查验真伪。',
)

export const WITH_BATCH = both(
  'Each pack has a batch number and a sealed cap; we buy from the maker only and keep the delivery papers.',
  '每件都有批号和完整封口，我们只从品牌方进货，进货凭证齐全。',
)

export const IN = {
  china: both('China', '中国'), portugal: both('Portugal', '葡萄牙'), italy: both('Italy', '意大利'), vietnam: both('Vietnam', '越南'),
  india: both('India', '印度'), germany: both('Germany', '德国'), scotland: both('Scotland', '苏格兰'), korea: both('South Korea', '韩国'),
  taiwan: both('Taiwan', '台湾'),
} as const

export const LETTER_SIZES = both(
  'S fits a chest of 86–92 cm, M 93–99 cm, L 100–106 cm, XL 107–114 cm. Between two sizes, take the larger one.',
  'S 适合胸围 86–92 厘米，M 93–99 厘米，L 100–106 厘米，XL 107–114 厘米。介于两码之间请选大一码。',
)

export const SHOE_SIZES = both(
  'They are in EU sizes: 38 is a foot of 24 cm, and each size more is 0.7 cm. Measure in the evening and add half a centimetre.',
  '鞋码为欧码：38 码对应脚长 24 厘米，每大一码加 0.7 厘米。建议傍晚量脚，并多留半厘米。',
)
