// A message without what it opens with: 「你好」「亲在吗」「哦好的」 and "can u help me to" before a request say nothing of it, and in chats no mark stands between.
import type { Language } from '../core/conversation/words.ts'

/** The message without its opening; null when it has none, or too little is left to be understood by itself. */
export function withoutOpening(text: string, language: Language): string | null {
  if (language.startsWith('en')) return withoutRequest(text)
  if (!language.startsWith('zh')) return null
  const [opening] = OPENING.exec(text.slice(0, LONGEST_OPENING))!
  const rest = text.slice(opening.length)
  return opening.trim() !== '' && (rest.match(/[\p{Script=Han}\p{N}]/gu)?.length ?? 0) >= LEAST_LEFT ? rest : null
}

/** English: only what asks for help or leave to ask, with the greeting before it; greetings alone are told apart by their words. */
function withoutRequest(text: string): string | null {
  const [opening, request] = REQUEST.exec(text.slice(0, LONGEST_REQUEST)) ?? ['']
  const rest = text.slice(opening.length)
  return request !== undefined && (rest.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= LEAST_WORDS ? rest : null
}

const LONGEST_REQUEST = 90
const LEAST_WORDS = 2
const ASKS = [
  '(?:can|could|would|will|may) (?:you|u|ya|someone|somebody|anyone|anybody)(?: (?:please|pls|plz|kindly|possibly))? (?:help|assist)(?: (?:me|us))?(?: out)?', '(?:please |pls |plz |kindly )?(?:help|assist) (?:me|us)(?: out)?',
  "(?:i|we)(?:'d| would| do)?(?: really| also)? (?:need|want|require|like|have|got)(?: to (?:have|get))?(?: some| any| ur| your| a bit of| a little)? (?:help|assistance|support)", 'i need (?:somebody|someone) to (?:help|assist)(?: me)?',
  "(?:i|we)(?: have|'ve|'ve got| got| had|'d have)? (?:a|one|another|some|a few)(?: quick| small| little| simple)? (?:questions?|query|queries|doubts?) (?:about|regarding|on|concerning|with)",
  "(?:i(?:'m| am| was|'d been)? )?(?:just )?wondering(?: if| whether)?", "(?:i(?:'d| would) like|i (?:want|wanna|need))(?: to)? (?:know|ask)(?: you)?(?: about)?",
]
const REQUEST = new RegExp(`^(?:(?:hi+|hello|hey+|hiya|good (?:morning|afternoon|evening|day)|excuse me|sorry|ok(?:ay)?|so|um+|uh+|yeah|well|please)(?: (?:there|all|team|sir|madam|guys|everyone))?[\\s,.!:-]+){0,4}(${ASKS.join('|')})(?![\\p{L}'])(?:[\\s,.:-]*(?:please|pls|with|to|in|on)(?![\\p{L}]))?[\\s,.:-]*`, 'iu')

const LONGEST_OPENING = 40
const LEAST_LEFT = 4

// 「不是满两百减三十吗」 asks, and denies nothing; 「是的现在下单」 goes on with the talk.
// Each greeting guards against the words that begin like it: 「亲肤」「你好慢」「行李箱」「额度」.
const WORDS = [
  '(?:你|您)好(?:[啊呀哦]|(?![像慢多大小几烦久贵]|可爱|聪明|厉害|好?[逗笑]|美(?!团)|专业|贴心|温柔)|(?=烦请))', '亲(?:爱的|们)?(?![子肤戚友人情自密手])', '(?:请问)?在(?:吗|么|嘛|不在|不)', '有人(?:吗|么|在吗|嘛)', '哈(?:喽|啰|罗)', '(?:hello|hi|hey)(?![a-z])', '嗨', '喂',
  '(?:老板娘?|掌柜的?|店家|店主|亲亲|宝子?们?|姐妹|小姐姐|美女|帅哥|客服)(?![的说态电人在回])',
  '(?:我)?(?:想|要|再|顺便|忘记|忘了)*(?:请问|问)(?:一下|一句|下|个)?(?:问题)?', '(?:不好意思|打扰(?:一下|了)?|麻烦问(?:一?下)?)', '對了|对了', '(?:早上|下午|晚上|中午)好', '早安',
  '[哦噢喔嗯恩唔](?!人)|[额呃](?![度外定头])', '(?:哈哈|呵呵|嘿嘿)[哈呵嘿]*', 'ok(?![a-z])', '(?:是|对)(?:的|呀|啊|滴)(?![？?吗不]|$)', '不是说?(?=.{3,}[吗么嘛？?]\\s*$)', '好(?:的|吧|哒|滴|嘞|呢|噢|哦)(?:呀|吧|哈|啊)?', '行(?:吧|的)', '(?:我)?知道(?:了|啦)', '明白了?', '谢谢(?:你|您|亲)?',
].map(word => `(?:${word})`)
const OPENING = new RegExp(`^(?:${WORDS.join('|')}|[\\s，,。.！!？?~～、…]|[啊呀哈呢哇])*`, 'iu')
