import type { ComplaintClass, Disposition } from '../contract.ts'

export interface Heard {
  /** Everything the shopper wrote that is known to the desk. */
  texts: string[]
  /** Understood intents, oldest first. */
  intents: string[]
  reason: string
}

// The first class whose words were said. What is said of the goods or of a promise weighs more than where the talk began.
const words: [ComplaintClass, RegExp][] = [
  ['false-advertising', /\b(?:not as (?:described|advertised|shown|pictured)|mislead|misled|false(?:ly)? advert|fake|counterfeit|not genuine)|假货|虚假|与描述不符|描述不符|货不对板|图文不符|照骗|误导|仿冒/i],
  ['payment', /\b(?:charged twice|double charge|overcharg|took (?:the )?money twice|unknown charge|wrong amount)|多扣|重复扣款|扣了两次|乱扣费|扣错/i],
  ['order-handling', /\b(?:wrong (?:item|size|colou?r|product|order)|missing (?:item|part)|cancel+ed my order|never ordered)|发错|漏发|少发|少了一件|错发|私自取消/i],
  ['product-quality', /\b(?:broke|broken|defect|faulty|doesn'?t work|stopped working|poor quality|bad quality|fell apart|torn|cracked)|质量|坏了|坏的|破了|开裂|不能用|用不了|瑕疵|掉色|断了/i],
  ['logistics', /\b(?:late|delay|never arrived|not arrived|lost parcel|courier|carrier|damaged (?:box|parcel|in transit))|快递|物流|没收到|还没到|丢件|延误|派送|包裹/i],
  ['after-sales-service', /\b(?:rude|ignored|nobody (?:answers|replies)|no reply|customer service|refund (?:has not|hasn'?t|never)|waiting for (?:my|the) refund)|态度|没人理|不回复|客服|退款.*(?:没|不)|敷衍|推诿/i],
]

const intents: [ComplaintClass, RegExp][] = [
  ['after-sales-service', /^(?:complaint\.staff|returns\.)/],
  ['false-advertising', /^product\.authenticity$/],
  ['logistics', /^shipping\./],
  ['payment', /^payment\./],
  ['order-handling', /^order\./],
]

/** What a complaint is about, by the words said, else by what was understood last; null when nobody complained. */
export function suggestClass({ texts, intents: heard, reason }: Heard): ComplaintClass | null {
  const isComplaint = ['complaint', 'agitated', 'high-risk'].includes(reason) || heard.some((intent) => intent.startsWith('complaint.'))
  if (!isComplaint) return null
  const said = texts.join('\n')
  const byWords = words.find(([, pattern]) => pattern.test(said))?.[0]
  if (byWords) return byWords
  return heard.toReversed().map((intent) => intents.find(([, pattern]) => pattern.test(intent))?.[0]).find((one) => one !== undefined) ?? 'after-sales-service'
}

export interface Outcome {
  hasAnswered: boolean
  hasShopperReplied: boolean
  /** Reply keys of what the shop's job told. */
  doneKeys: string[]
  hasOpenPromise: boolean
}

/** How the talk seems to have ended; null when nothing speaks for anything. */
export function suggestDisposition({ hasAnswered, hasShopperReplied, doneKeys, hasOpenPromise }: Outcome): Disposition | null {
  if (doneKeys.includes('returns.created')) return 'solved-with-return'
  if (hasOpenPromise) return 'follow-up'
  if (!hasAnswered) return null
  return hasShopperReplied ? 'answered' : 'no-answer'
}
