// How the demo shop does business: what it says about delivery, payment and returns.
import type { Delivery, Promotion, ReturnPolicy, ShopProfile } from '../../commerce.ts'
import { both, CURRENCY } from './words.ts'

const UPS = 'UPS'
const DHL = 'DHL'
const SF = 'SF Express'

const delivery = (country: string, name: Delivery['name'], words: string[], rest: Omit<Delivery, 'country' | 'name' | 'words'>): Delivery => ({ country, name, words, ...rest })

const DELIVERIES: Delivery[] = [
  delivery('US', both('the United States', '美国'), ['us', 'usa', 'united states', 'america', '美国', '美國'], { fee: 495, freeOver: 5000, expressFee: 1295, minDays: 2, maxDays: 4, expressDays: 1, carriers: [UPS, 'USPS'], hasDuty: false, cashOnDelivery: false }),
  delivery('CN', both('mainland China', '中国大陆'), ['china', 'mainland china', 'beijing', 'shanghai', 'xinjiang', '中国', '大陆', '北京', '上海', '新疆', '西藏', '内蒙古', '海南'], { fee: 695, freeOver: 8000, expressFee: 1895, minDays: 4, maxDays: 8, expressDays: 3, carriers: [SF], hasDuty: false, cashOnDelivery: true }),
  delivery('HK', both('Hong Kong', '香港'), ['hong kong', 'hongkong', '香港'], { fee: 795, freeOver: 9000, expressFee: 1995, minDays: 3, maxDays: 5, expressDays: 2, carriers: [SF, DHL], hasDuty: false, cashOnDelivery: true }),
  delivery('TW', both('Taiwan', '台湾'), ['taiwan', 'taipei', '台湾', '台灣', '台北', '台中'], { fee: 795, freeOver: 9000, expressFee: 1995, minDays: 4, maxDays: 6, expressDays: 3, carriers: [DHL], hasDuty: true, cashOnDelivery: true }),
  delivery('GB', both('the United Kingdom', '英国'), ['uk', 'united kingdom', 'england', 'scotland', 'wales', 'britain', 'london', 'manchester', '英国', '伦敦', '英國'], { fee: 895, freeOver: 10000, expressFee: 2195, minDays: 4, maxDays: 7, expressDays: 2, carriers: [DHL, 'Royal Mail'], hasDuty: true, cashOnDelivery: false }),
  delivery('DE', both('Germany and the EU', '德国及欧盟'), ['germany', 'europe', 'france', 'spain', 'italy', 'netherlands', 'ireland', 'eu', '德国', '欧洲', '法国', '歐洲'], { fee: 995, freeOver: 12000, expressFee: 2395, minDays: 4, maxDays: 8, expressDays: 3, carriers: [DHL], hasDuty: true, cashOnDelivery: false }),
  delivery('CA', both('Canada', '加拿大'), ['canada', 'toronto', 'vancouver', '加拿大'], { fee: 995, freeOver: 10000, expressFee: 2295, minDays: 4, maxDays: 8, expressDays: 2, carriers: [UPS, 'Canada Post'], hasDuty: true, cashOnDelivery: false }),
  delivery('AU', both('Australia', '澳大利亚'), ['australia', 'sydney', 'melbourne', 'new zealand', '澳大利亚', '澳洲', '新西兰'], { fee: 1495, freeOver: null, expressFee: 3495, minDays: 7, maxDays: 12, expressDays: 4, carriers: [DHL], hasDuty: true, cashOnDelivery: false }),
  delivery('SG', both('Singapore', '新加坡'), ['singapore', '新加坡'], { fee: 895, freeOver: 10000, expressFee: 2095, minDays: 4, maxDays: 7, expressDays: 3, carriers: [DHL, SF], hasDuty: false, cashOnDelivery: false }),
]

export const PROFILE: ShopProfile = {
  name: both('Wren & Willow', '雀与柳'),
  currency: CURRENCY,
  timeZone: 'America/New_York',
  homeCountry: 'US',
  hours: both('Monday to Saturday from 9:00 to 18:00, New York time', '周一至周六 9:00–18:00（纽约时间）'),
  address: both('41 Mercer Street, New York, NY 10013', '纽约默瑟街 41 号，邮编 10013'),
  phone: '+1 212 555 0142',
  email: 'help@wren-and-willow.example',
  paymentMethods: [
    both('credit and debit card (Visa, Mastercard, Amex, UnionPay)', '信用卡和借记卡（Visa、万事达、运通、银联）'),
    both('PayPal', 'PayPal'), both('Apple Pay and Google Pay', 'Apple Pay 和 Google Pay'),
    both('Alipay', '支付宝'), both('WeChat Pay', '微信支付'),
  ],
  deliveries: DELIVERIES,
  dispatch: { withinDays: 1, cutOff: '14:00' },
  instalments: { minimum: 5000, parts: 4, everyDays: 14, fee: 0, provider: 'Klarna' },
  cashOnDeliveryFee: 300,
  refundDays: [
    { method: both('card', '银行卡'), minDays: 3, maxDays: 7 },
    { method: both('PayPal', 'PayPal'), minDays: 1, maxDays: 3 },
    { method: both('Alipay or WeChat Pay', '支付宝或微信支付'), minDays: 1, maxDays: 2 },
  ],
  invoice: both('Every order has an invoice as a PDF in your account under Orders; a company name and tax number can be added there until 30 days after the purchase.', '每笔订单都有 PDF 发票，在“我的订单”里可以下载；购买后 30 天内可以自行补填公司抬头和税号。'),
  pickUp: both('You can collect at 41 Mercer Street, New York, from the next working day after 12:00, without a delivery fee; bring the order number. UPS points and parcel lockers can be chosen at the checkout, too.', '可以到纽约默瑟街 41 号自提，下单后次个工作日中午 12 点起，不收运费，带上订单号即可；结账时也可以选择 UPS 代收点或快递柜。'),
  giftWrap: { price: 400, cardPrice: 150 },
  giftCards: [2500, 5000, 10000],
  priceMatchDays: 14,
  memberPoints: both('Members collect one point for every dollar; 100 points are worth 5 dollars at the next order.', '会员每消费 1 美元积 1 分，满 100 分可在下一单抵 5 美元。'),
  privacyUrl: '/privacy',
  accountUrl: '/account',
}

export const RETURN_POLICY: ReturnPolicy = {
  windowDays: 30, faultyDays: 365, reviewOver: 20000, reviewAfterReturns: 2,
  photoReasons: ['damaged', 'faulty', 'wrong-item'], excludedCategories: [],
  shopPaysReasons: ['damaged', 'faulty', 'wrong-item', 'not-as-described'],
  returnFee: 495, sendWithinDays: 14, refundWithinDays: 5, currency: CURRENCY,
}

const DAY = 86_400_000

/** What is on offer around `now`, one of them already over so that an expired code has an honest answer. */
export function promotionsAround(now: number): Promotion[] {
  return [
    { id: 'spring', code: 'HELLO10', text: both('10 % off your first order', '首单立减 10%'), startsAt: now - 20 * DAY, endsAt: now + 40 * DAY, minimum: 3000, category: null },
    { id: 'kitchen', code: null, text: both('two things for the kitchen, the cheaper one at half price', '厨房用品任选两件，低价那件半价'), startsAt: now - 5 * DAY, endsAt: now + 9 * DAY, minimum: null, category: 'kitchen' },
    { id: 'gift', code: null, text: both('a free cotton bag with every order over $80', '满 80 美元送棉布袋一个'), startsAt: now - 2 * DAY, endsAt: now + 20 * DAY, minimum: 8000, category: null },
    { id: 'winter', code: 'SNOW15', text: both('15 % off jumpers and boots', '毛衣和靴子 85 折'), startsAt: now - 90 * DAY, endsAt: now - 12 * DAY, minimum: null, category: null },
  ]
}
