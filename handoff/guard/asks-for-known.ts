import type { Fact } from '../../core/conversation/index.ts'

/** What words ask for each fact. English and Chinese are both looked for: shop people mix them. */
const askedBy: Record<string, RegExp> = {
  'order-number': /\border\s*(?:number|no\b|nr\b|id\b|#)|\bnumber of (?:your|the) order|\bwhich order\b|订单\s*(?:编?号|号码)|哪(?:一)?(?:个|笔)订单|訂單\s*(?:編?號|號碼)/i,
  'tracking-number': /\btracking\s*(?:number|code|id)|\bparcel number|(?:运|快递|物流|運|快遞)\s*(?:单号|單號|编号)/i,
  phone: /\b(?:tele)?phone(?:\s*number)?|\bmobile(?:\s*number)?|\b(?:contact|cell)\s*number|(?:手机|电话|联系电话|手機|電話)(?:号码?|號碼?)?/i,
  email: /\be-?mail(?:\s*address)?|邮箱|电子邮件|郵箱/i,
  address: /\b(?:delivery |shipping |postal |home )?address\b(?!\s*book)|(?:收货|收貨|邮寄|家庭)?地址/i,
  name: /\b(?:your|full|last|first)\s+name\b|姓名|怎么称呼|您贵姓|收件人/i,
  product: /\b(?:which|what)\s+(?:product|item|article|model)\b|\bname of the (?:product|item)\b|(?:哪|什么|何)(?:一)?(?:款|件|个|种)?(?:商品|产品|型号|東西|东西)/i,
  size: /\b(?:which|what|your)\s+size\b|(?:什么|哪个|多大|几)(?:的)?(?:尺码|码|号)/i,
  colour: /\b(?:which|what)\s+colou?r\b|(?:什么|哪(?:个|种))颜色/i,
  quantity: /\bhow many\b|(?:多少|几)(?:件|个|只|条|双)/i,
  amount: /\bhow much (?:did|was|were|have)\b|\bwhat amount\b|(?:付了|金额|支付了?)(?:是)?多少/i,
  date: /\bwhen did you (?:order|buy|receive|get|pay)|\b(?:which|what) (?:date|day)\b|(?:什么时候|哪天|几号)(?:下单|购买|买|收到|签收|付款)/i,
  reason: /\bwhy (?:do|would) you (?:want|like)|\bwhat(?:'s| is) the reason|\bwhat is wrong with\b|(?:什么|退货|退换)原因|为什么(?:要)?退/i,
  resolution: /\b(?:refund|exchange|replacement)\s+or\s+(?:a |an )?(?:refund|exchange|replacement)|(?:退款|退货|换货)还是(?:退款|退货|换货)/i,
  contact: /\bhow (?:can|may|do) we (?:reach|contact) you|联系方式|怎么联系您/i,
  budget: /\byour budget\b|(?:预算)(?:是)?多少|什么预算/i,
}

/** A sentence that wants something of the reader: a question, or a wish to be sent or told something. */
const wants = /[?？]\s*$|\b(?:could|can|may|would|will|do) (?:you|i|we)\b|\b(?:please|kindly)\b[^.]*\b(?:send|give|tell|share|provide|confirm|let|type|enter|write)\b|\b(?:send|give|tell|share|provide) (?:me|us)\b|\b(?:what|which|when|how|why)\b|请(?:问|您|你|提供|告诉|告知|发|回复|输入|确认|说)|麻烦|提供一?下|告诉我|告知|发(?:给)?(?:我|一下)|多少|什么|哪|吗|呢|請/i

/** The facts that this text asks for though they are known: nobody likes to be asked twice. */
export function asksForKnown(text: string, known: readonly Fact[]): Fact[] {
  const questions = sentencesOf(text).filter((sentence) => wants.test(sentence))
  return known.filter((fact) => fact.value.trim() !== '' && questions.some((sentence) => askedBy[fact.name]?.test(sentence) && !says(sentence, fact.value)))
}

function sentencesOf(text: string): string[] {
  // A stop ends a sentence when a capital follows: "the order no. and your name" is one.
  return text.slice(0, 8000).split(/(?<=[!?。！？\n])|(?<=\.)(?=\s+\p{Lu})/u)
}

/** "Is 1001 your order number?" shows that it was read. */
function says(sentence: string, value: string): boolean {
  return sentence.toLowerCase().includes(value.trim().toLowerCase())
}
