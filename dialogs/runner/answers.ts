// Reads short answers: yes, no, one of several choices. In both languages at once: a shopper may mix them.
import type { ReplyChoice } from '../../core/conversation/words.ts'

/** One of the things a question offers: its value, and the words that mean it besides its number and its title. */
export interface Option<V extends string = string> {
  value: V
  words: RegExp
}

/** Text as compared: full width, traditional or not, case and punctuation do not matter. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}+@.-]+/gu, ' ').replace(/^[ .-]+|[ .-]+$/g, '')
}

const YES = /^(?:y|yes|yea|yeah|yep|yup|yes please|sure|ok|okay|okey|k|of course|correct|right|that s right|that is right|exactly|go ahead|do it|please do|confirm|confirmed|fine|sounds good|absolutely|definitely|perfect|是|是的|对|对的|对呀|好|好的|好啊|好呀|行|可以|嗯|嗯嗯|没错|確認|确认|确定|確定|要|要的|需要|对对|對|對的|没问题|沒問題|当然|當然|是啊|ok的)(?: (?:please|thanks|thank you|do it|do that|do so|go ahead|that s right|that is right|that s it|correct|sure|of course|perfect|sounds good|谢谢|謝謝))?$/
const NO = /^(?:n|no|nope|nah|no thanks|no thank you|not really|don t|do not|wrong|incorrect|not that|not this|neither|none|不|不是|不要|不用|不对|不對|不行|没有|沒有|不可以|不需要|不了|否|都不是|都不|算了吧|no way|不用了|不必)(?: (?:thanks|thank you|谢谢|謝謝))?$/
const STOP = /^(?:stop|cancel|quit|exit|never ?mind|nevermind|forget it|forget about it|start over|start again|leave it|算了|不弄了|取消|取消吧|停|停止|重新开始|重來|重来|不用管了|当我没说)$/

/** The whole message is a yes. */
export function isYes(text: string): boolean {
  return YES.test(fold(text))
}

/** The whole message is a no. */
export function isNo(text: string): boolean {
  return NO.test(fold(text))
}

/** The whole message drops the subject. */
export function isStop(text: string): boolean {
  return STOP.test(fold(text))
}

const WISH = /[?？吗嗎呢]|多少|几天|什么时候|哪里|哪儿|能不能|可不可以|^(?:(?:please|and) )?(?:how|what|when|where|which|who|why|do|does|is|are|can|could|will|would|i(?:'d| would)? (?:want|like|need)|i'd|show|track|cancel|return|talk|speak)\b|^(?:请|麻烦)?(?:我想|我要|帮|怎么|什么|哪|多少|能不能|可以|查|退|取消|转人工)/i

const WHY = /^(?:(?:and|but|ok|okay|so|well|yes|no) )*(?:why|why not|how come|why is that|why s that|why so|says who)(?: (?:now|then|though|exactly|please|pls|not))*$/
const WHY_ZH = /^(?:但是?|那|可是|所以)?(?:为什么|为啥|为何|凭什么|怎么就|干嘛)(?:不行|不可以|不能|不可|呢|啊|呀|这样|这么久)*$/

/** The whole message asks for the reason of what was just said. */
export function isWhy(text: string): boolean {
  const said = fold(text)
  return WHY.test(said) || WHY_ZH.test(said.replaceAll('為', '为').replaceAll('憑', '凭').replaceAll('麼', '么').replaceAll('幹', '干').replaceAll(' ', ''))
}

/** The message asks or wants something, by its form: an answer that only tells does not. */
export function isWish(text: string): boolean {
  return WISH.test(text.trim())
}

/** Which of the choices was meant: the button's value, its title, its number ("2", "the second", 「第二个」, "the last one"). */
export function pickChoice(text: string, choices: ReplyChoice[]): string | null {
  const said = fold(text)
  if (said === '' || choices.length === 0) return null
  const same = choices.find(choice => fold(choice.value) === said || ('title' in choice && fold(choice.title) === said))
  if (same) return same.value
  const place = placeIn(said, choices.length)
  if (place !== null) return choices[place]?.value ?? null
  const titled = choices.filter(choice => 'title' in choice && said.length >= 2 && fold(choice.title).includes(said))
  return titled.length === 1 ? titled[0]!.value : null
}

/** Which of the options the words mean; null when none or more than one does. */
export function pickOption<V extends string>(text: string, options: Option<V>[]): V | null {
  const said = fold(text)
  const exact = options.find(({ value }) => value === said)
  if (exact) return exact.value
  const meant = options.filter(({ words }) => words.test(said))
  return meant.length === 1 ? meant[0]!.value : null
}

const ORDINALS: RegExp[] = [
  /^(?:the |no |number |option |nr |第)? ?(?:1|1st|one|first|first one|一|一个|1个|一個|一件|一款)(?: one)?$/,
  /^(?:the |no |number |option |nr |第)? ?(?:2|2nd|two|second|second one|二|两|二个|2个|二個|二件|二款)(?: one)?$/,
  /^(?:the |no |number |option |nr |第)? ?(?:3|3rd|three|third|third one|三|三个|3个|三個|三件|三款)(?: one)?$/,
  /^(?:the |no |number |option |nr |第)? ?(?:4|4th|four|fourth|fourth one|四|四个|4个|四個|四件|四款)(?: one)?$/,
  /^(?:the |no |number |option |nr |第)? ?(?:5|5th|five|fifth|fifth one|五|五个|5个|五個|五件|五款)(?: one)?$/,
]
const LAST = /^(?:the )?last(?: one)?$|^最后一?[个個件款]?$|^最後一?[個件款]?$/

function placeIn(said: string, count: number): number | null {
  if (LAST.test(said)) return count - 1
  const place = ORDINALS.findIndex(ordinal => ordinal.test(said))
  return place >= 0 && place < count ? place : null
}
