import type { Language } from '../../core/conversation/index.ts'
import type { ComplaintClass } from '../contract.ts'

// The desk's own words for what follows a talk: summaries and tasks, read by agents. What shoppers read is content and lies in nlp-models/content.

/** Everything the wrap-up says by itself. */
export interface DeskWords {
  classes: Record<ComplaintClass, string>
  /** What a reply of the shop's job tells has been done, by its key. */
  done: Record<string, string>
  asked(words: string): string
  wanted(labels: string): string
  known(facts: string): string
  did(deeds: string): string
  answered(words: string): string
  promised(text: string, isKept: boolean): string
  complained(name: string): string
  list: string
  promiseDue(agent: string, text: string): string
  promiseBroken(agent: string, text: string): string
  badScore(score: number, word: string | null, agent: string | null): string
  followUpByHand(agent: string, text: string): string
}

const en: DeskWords = {
  classes: {
    'product-quality': 'product quality', logistics: 'logistics', 'after-sales-service': 'after-sales service', payment: 'payment', 'order-handling': 'order handling', 'false-advertising': 'false advertising',
  },
  done: {
    'returns.created': 'return opened', 'order.cancelled': 'order cancelled', 'order.changed': 'order changed', 'shipping.address-changed': 'address changed',
    'shipping.search-started': 'search for the parcel started', 'shipping.chase-started': 'carrier chased',
  },
  asked: (words) => `The shopper wrote: “${words}”`,
  wanted: (labels) => `It was about: ${labels}.`,
  known: (facts) => `Known: ${facts}.`,
  did: (deeds) => `Done: ${deeds}.`,
  answered: (words) => `Last answer: “${words}”`,
  promised: (text, isKept) => (isKept ? `Promised and kept: ${text}` : `Promised: ${text}`),
  complained: (name) => `Complaint about ${name}.`,
  list: ', ',
  promiseDue: (agent, text) => `${agent} promised, and it is due soon: ${text}`,
  promiseBroken: (agent, text) => `${agent} promised, and the time has passed: ${text}`,
  badScore: (score, word, agent) => `Scored ${score} of 5${agent === null ? '' : ` after talking to ${agent}`}${word === null ? '.' : `: ${word}`}`,
  followUpByHand: (agent, text) => `${agent} wanted to ask how it went, and the chat takes no words now: ${text}`,
}

const zh: DeskWords = {
  classes: { 'product-quality': '商品质量', logistics: '物流', 'after-sales-service': '售后服务', payment: '支付', 'order-handling': '订单处理', 'false-advertising': '虚假宣传' },
  done: {
    'returns.created': '已登记退换货', 'order.cancelled': '已取消订单', 'order.changed': '已修改订单', 'shipping.address-changed': '已修改地址',
    'shipping.search-started': '已发起包裹查找', 'shipping.chase-started': '已催促快递',
  },
  asked: (words) => `顾客说：“${words}”`,
  wanted: (labels) => `涉及：${labels}。`,
  known: (facts) => `已知：${facts}。`,
  did: (deeds) => `已办理：${deeds}。`,
  answered: (words) => `最后答复：“${words}”`,
  promised: (text, isKept) => (isKept ? `承诺（已兑现）：${text}` : `承诺：${text}`),
  complained: (name) => `投诉类别：${name}。`,
  list: '、',
  promiseDue: (agent, text) => `${agent} 的承诺快到期了：${text}`,
  promiseBroken: (agent, text) => `${agent} 的承诺已过期：${text}`,
  badScore: (score, word, agent) => `${agent === null ? '' : `${agent} 接待后，`}顾客评分 ${score}/5${word === null ? '。' : `：${word}`}`,
  followUpByHand: (agent, text) => `${agent} 安排的回访到了时间，但聊天里现在不能发消息：${text}`,
}

/** The desk's words in the language of whoever reads them; English when there are none. */
export function deskWords(language: Language): DeskWords {
  return language === 'zh' || language.startsWith('zh-') ? zh : en
}
