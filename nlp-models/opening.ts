// A Chinese message without what it opens with: 「你好」「亲在吗」「哦好的」 before a question say nothing of it, and in chats no mark stands between.
import type { Language } from '../core/conversation/words.ts'

/** The message without its opening; null when it has none, or too little is left to be understood by itself. */
export function withoutOpening(text: string, language: Language): string | null {
  if (!language.startsWith('zh')) return null
  const [opening] = OPENING.exec(text.slice(0, LONGEST_OPENING))!
  const rest = text.slice(opening.length)
  return opening.trim() !== '' && (rest.match(/[\p{Script=Han}\p{N}]/gu)?.length ?? 0) >= LEAST_LEFT ? rest : null
}

const LONGEST_OPENING = 40
const LEAST_LEFT = 4

// Each greeting guards against the words that begin like it: 「亲肤」「你好慢」「行李箱」「额度」.
const WORDS = [
  '(?:你|您)好(?:[啊呀哦]|(?![像慢多大小几烦久贵])|(?=烦请))', '亲(?:爱的|们)?(?![子肤戚友人情自密手])', '(?:请问)?在(?:吗|么|嘛|不在|不)', '有人(?:吗|么|在吗|嘛)', '哈(?:喽|啰|罗)', '(?:hello|hi|hey)(?![a-z])', '嗨', '喂',
  '(?:老板娘?|掌柜的?|店家|店主|亲亲|宝子?们?|姐妹|小姐姐|美女|帅哥|客服)(?![的说态电人在回])',
  '(?:我)?(?:想|要|再|顺便|忘记|忘了)*(?:请问|问)(?:一下|一句|下|个)?(?:问题)?', '(?:不好意思|打扰(?:一下|了)?|麻烦问(?:一?下)?)', '對了|对了', '(?:早上|下午|晚上|中午)好', '早安',
  '[哦噢喔嗯恩唔](?!人)|[额呃](?![度外定头])', '好(?:的|吧|哒|滴|嘞|呢|噢|哦)(?:呀|吧|哈|啊)?', '行(?:吧|的)', '(?:我)?知道(?:了|啦)', '明白了?', '谢谢(?:你|您|亲)?',
].map(word => `(?:${word})`)
const OPENING = new RegExp(`^(?:${WORDS.join('|')}|[\\s，,。.！!？?~～、…]|[啊呀哈呢哇])*`, 'iu')
