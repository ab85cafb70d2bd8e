// What is said to a language model or to a database and to no shop: "ignore your instructions and …", "1=1; drop table orders". The words behind it are a shop's, and would be answered as such. And a key held down.
import type { Language } from '../core/conversation/words.ts'

/** Whether a message gives the machine orders about itself. "Ignore my delivery instructions" is a shopper's, and none of these. */
export function isMachineTalk(text: string, language: Language): boolean {
  const heard = text.slice(0, LONGEST)
  return NOISE.test(heard) || CODE.test(heard) || (language.startsWith('zh') ? CHINESE : ENGLISH).test(heard)
}

/** Orders like these stand at the front; what follows may be as long as anybody likes. */
const LONGEST = 300

/** One Latin letter and no other, and a long hum. */
const NOISE = /^[^\p{L}\p{N}]*(?:([a-z])\1{3,}|h+m{3,})[^\p{L}\p{N}]*$/iu

const CODE = /\bdrop table\b|\bunion select\b|\bselect \S+ from \w+|\b1 ?= ?1\b|<script\b|<\?php|^\s*(?:system|assistant|admin|root)\s*[:>]|^\s*sudo\s/i

const ENGLISH = new RegExp([
  '\\b(?:ignore|disregard|forget|override|bypass) (?:all |any |of |the |every |these |those |your )*(?:your|previous|prior|earlier|above|all|system|preceding) (?:\\w+ )?(?:instructions?|prompts?|rules|guidelines|programming|restrictions)\\b',
  '\\b(?:ignore|disregard|forget) (?:everything|anything|all|what|whatever)\\b.{0,24}\\b(?:above|before this|told before|you were told|were taught)\\b',
  '\\byou(?:\'re| are) now (?:an?|the|my|dan|free|in) ', '\\bpretend (?:to be|that you|you(?:\'re| are| have))\\b', '\\bact as (?:an?|if you|my) (?!gift)', '\\bfrom now on (?:you|answer|speak|reply)\\b',
  '\\b(?:system|hidden|secret|initial) (?:prompts?|message|instructions|rules)\\b', '\\byour (?:system )?prompts?(?! \\w)', '\\b(?:developer|debug|admin|god|dan|jailbreak) mode\\b', '\\bjailbr(?:eak|oken)\\b',
  '\\b(?:print|repeat|output|reveal|recite|show)(?: me| us)? (?:everything|all|the (?:words|text|lines?)|your (?:instructions|rules))\\b(?! (?:of|in|on|for)\\b).{0,12}\\b(?:above|before)\\b', '\\b(?:print|output|reveal|recite)(?: me| us)? your (?:instructions|rules|prompt)',
].join('|'), 'i')

const CHINESE = /(?:忽略|无视|無視|忘[记記掉]|不[要用]?理会)[^。！？]{0,6}(?:之前|以上|上面|前面|所有|全部|你的)[^。！？]{0,6}(?:指令|指示|提示|规则|規則|设定|設定|限制)|提示[词詞]|(?:开发者|開發者|管理员|越狱|调试)模式|假[装裝]你是|[输輸]出你的(?:指令|规则|設定|设定)/
