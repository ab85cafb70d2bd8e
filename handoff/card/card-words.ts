import type { HandoffReason, Language, MoodLevel } from '../../core/conversation/index.ts'

// The desk's own few words on the card, in the agent's language. What shoppers read is content and lies in nlp-models/content.

/** Everything the card says by itself. */
export interface CardWords {
  shopper: string
  reasons: Record<HandoffReason, string>
  moods: Record<MoodLevel, string>
  topics: Record<string, string>
  facts: Record<string, string>
  confirmedBy: Record<'shopper' | 'shop' | 'agent' | 'bot', string>
  notUnderstood: string
  provenOrder: string
  why(shopper: string, reason: string, topic: string, mood: string | null): string
  wanted(labels: string): string
  said(words: string): string
  known(facts: string): string
  tried(labels: string): string
  draft(topic: string): string
  promised(text: string): string
  list: string
}

const en: CardWords = {
  shopper: 'The shopper',
  reasons: {
    asked: 'asked for a person', missed: 'was not understood by the bot', agitated: 'is upset', complaint: 'complains', 'high-risk': 'made a threat or needs special care',
    policy: 'needs a decision the bot may not make', 'return-review': 'has a return to be reviewed', 'bot-failure': 'was let down by a fault of the bot', 'agent-takeover': 'was taken over by an agent',
  },
  moods: { calm: 'calm', annoyed: 'annoyed', angry: 'angry', furious: 'furious' },
  topics: {
    product: 'products', payment: 'payment', shipping: 'shipping', order: 'an order', returns: 'a return', complaint: 'a complaint', handoff: 'getting help', faq: 'general questions', 'small-talk': 'nothing in particular', other: 'nothing in particular',
  },
  facts: {
    'order-number': 'order number', 'tracking-number': 'tracking number', product: 'product', size: 'size', colour: 'colour', quantity: 'quantity', amount: 'amount', date: 'date',
    phone: 'phone', email: 'e-mail', category: 'category', budget: 'budget', use: 'use', reason: 'reason', resolution: 'wanted resolution', name: 'name', contact: 'contact', address: 'address',
  },
  confirmedBy: { shopper: 'said by the shopper', shop: 'from the shop', agent: 'confirmed by an agent', bot: 'noted by the bot' },
  notUnderstood: 'not understood',
  provenOrder: 'proof of identity for the order (done)',
  why: (shopper, reason, topic, mood) => `${shopper} ${reason}, about ${topic}${mood ? `; mood: ${mood}` : ''}.`,
  wanted: (labels) => `Wanted: ${labels}.`,
  said: (words) => `Said last: “${words}”`,
  known: (facts) => `Known: ${facts}.`,
  tried: (labels) => `The bot tried: ${labels}.`,
  draft: (topic) => `A draft is filled in (${topic}).`,
  promised: (text) => `Promised: ${text}.`,
  list: ', ',
}

const zh: CardWords = {
  shopper: '顾客',
  reasons: {
    asked: '要求人工服务', missed: '的问题机器人没有听懂', agitated: '情绪激动', complaint: '要投诉', 'high-risk': '有威胁性言辞或需特别处理',
    policy: '的问题需要人工决定', 'return-review': '的退货需要审核', 'bot-failure': '遇到了机器人故障', 'agent-takeover': '由客服主动接入',
  },
  moods: { calm: '平静', annoyed: '不耐烦', angry: '生气', furious: '愤怒' },
  topics: {
    product: '商品', payment: '支付', shipping: '物流', order: '订单', returns: '退换货', complaint: '投诉', handoff: '求助', faq: '常见问题', 'small-talk': '闲聊', other: '其他问题',
  },
  facts: {
    'order-number': '订单号', 'tracking-number': '运单号', product: '商品', size: '尺码', colour: '颜色', quantity: '数量', amount: '金额', date: '日期',
    phone: '电话', email: '邮箱', category: '类别', budget: '预算', use: '用途', reason: '原因', resolution: '期望的处理方式', name: '姓名', contact: '联系方式', address: '地址',
  },
  confirmedBy: { shopper: '顾客所述', shop: '店铺数据', agent: '客服已确认', bot: '机器人记录' },
  notUnderstood: '未识别',
  provenOrder: '订单的身份核验（已完成）',
  why: (shopper, reason, topic, mood) => `${shopper}${reason}，涉及${topic}${mood ? `；情绪：${mood}` : ''}。`,
  wanted: (labels) => `诉求：${labels}。`,
  said: (words) => `最后一句：“${words}”`,
  known: (facts) => `已知：${facts}。`,
  tried: (labels) => `机器人已尝试：${labels}。`,
  draft: (topic) => `已填好草稿（${topic}）。`,
  promised: (text) => `已承诺：${text}。`,
  list: '、',
}

/** The card's words in the agent's language; English when there are none. */
export function cardWords(language: Language): CardWords {
  return language === 'zh' || language.startsWith('zh-') ? zh : en
}

/** Notes that the system itself leaves for agents. */
export function systemNote(kind: 'agent-vanished' | 'too-late', language: Language, agent: string): string {
  const notes = {
    'agent-vanished': {
      en: `The console of ${agent} has been silent for too long. The conversation is back at the head of the queue.`,
      zh: `${agent} 的控制台长时间没有响应，会话已回到队首。`,
    },
    'too-late': {
      en: `The shopper has waited too long for an answer of ${agent}. The conversation is back at the head of the queue.`,
      zh: `顾客等 ${agent} 的回复超时，会话已回到队首。`,
    },
  }
  return notes[kind][cardWords(language) === zh ? 'zh' : 'en']
}
