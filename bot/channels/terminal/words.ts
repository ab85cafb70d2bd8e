/** The terminal's own few words; everything else is said by the bot. */
export interface TerminalWords {
  hello: string
  you: string
  bot: string
  agent: string
  pick: string
  bye: string
}

const english: TerminalWords = { hello: 'Write to the bot; /quit ends.', you: 'You', bot: 'Bot', agent: 'Agent', pick: 'A number picks an answer.', bye: 'Goodbye.' }
const chinese: TerminalWords = { hello: '请直接输入消息;输入 /quit 结束。', you: '您', bot: '机器人', agent: '客服', pick: '输入数字即可选择。', bye: '再见。' }

/** The words for a BCP-47 tag. */
export function wordsFor(locale: string): TerminalWords {
  return locale.toLowerCase().startsWith('zh') ? chinese : english
}
