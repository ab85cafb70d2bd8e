import type { Language } from '../../core/conversation/index.ts'
import type { FallBackReason } from './fall-back.ts'

// What agents read about outside desks, ours and the other desk's; shoppers' words are content and lie in nlp-models/content.

interface TargetWords {
  fellBack: Record<FallBackReason, (desk: string) => string>
  sections: Record<'why' | 'known' | 'doNotAsk' | 'tried' | 'mood' | 'orders' | 'returns' | 'draft' | 'promises' | 'note' | 'earlier' | 'transcript', string>
  speakers: Record<'shopper' | 'bot' | 'agent' | 'system', string>
  file: (name: string) => string
  ended: (reason: string) => string
  said: (who: string, text: string) => string
}

const en: TargetWords = {
  fellBack: {
    unreachable: (desk) => `${desk} could not be reached. The conversation waits in this desk's queue.`,
    refused: (desk) => `${desk} did not take the call. The conversation waits in this desk's queue; the log says why.`,
    'not-accepted': (desk) => `Nobody at ${desk} has taken the conversation in time. It waits in this desk's queue.`,
    declined: (desk) => `${desk} has given the conversation back. It waits in this desk's queue.`,
    'not-set': () => 'The outside desk is not set any more. The conversation waits in this desk\'s queue.',
  },
  sections: {
    why: 'Why', known: 'Known', doNotAsk: 'Do not ask again', tried: 'The bot tried', mood: 'Mood', orders: 'Orders', returns: 'Returns', draft: 'Draft', promises: 'Promised',
    note: 'Note', earlier: 'Earlier conversations', transcript: 'What was said',
  },
  speakers: { shopper: 'Shopper', bot: 'Bot', agent: 'Agent', system: 'System' },
  file: (name) => `[file: ${name}]`,
  ended: (reason) => `This conversation is over here (${reason}). Answers will not reach the shopper any more.`,
  said: (who, text) => `${who}: ${text}`,
}

const zh: TargetWords = {
  fellBack: {
    unreachable: (desk) => `无法连接 ${desk}，会话在本客服台排队等候。`,
    refused: (desk) => `${desk} 没有接收，会话在本客服台排队等候；原因见日志。`,
    'not-accepted': (desk) => `${desk} 无人及时接入，会话在本客服台排队等候。`,
    declined: (desk) => `${desk} 已退回会话，会话在本客服台排队等候。`,
    'not-set': () => '外部客服台已不再启用，会话在本客服台排队等候。',
  },
  sections: {
    why: '转接原因', known: '已知信息', doNotAsk: '请勿再次询问', tried: '机器人已尝试', mood: '情绪', orders: '订单', returns: '退换货', draft: '草稿', promises: '已承诺',
    note: '备注', earlier: '以往会话', transcript: '对话记录',
  },
  speakers: { shopper: '顾客', bot: '机器人', agent: '客服', system: '系统' },
  file: (name) => `［文件：${name}］`,
  ended: (reason) => `此会话在本店已结束（${reason}），之后的回复不会再发送给顾客。`,
  said: (who, text) => `${who}：${text}`,
}

/** The words in the reader's language; English when there are none. */
export function targetWords(language: Language): TargetWords {
  return language === 'zh' || language.startsWith('zh-') ? zh : en
}

/** The note our agents find when a handoff comes back from the outside desk. */
export function targetNote(reason: FallBackReason, language: Language, desk: string): string {
  return targetWords(language).fellBack[reason](desk)
}
