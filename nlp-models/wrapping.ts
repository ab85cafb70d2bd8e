// What a message is wrapped in and says nothing itself: an e-mail's greeting, quotes and signature, @names, hashtags, links, and the braces of a template that nobody filled in.
import type { Language } from '../core/conversation/words.ts'
import { spelledOut } from './shorthand.ts'

/** No more of a message is looked at; of the rest nothing would be read. */
const HEAD = 2048

/** The words of a message without what they are wrapped in, and with shorthand spelled out; the message itself where nothing else would be left. Linear in its first 2,048 characters. */
export function unwrapped(text: string, language: Language): string {
  const head = text.slice(0, HEAD)
  const letter = head.includes('\n') ? withoutLetterhead(head) : head
  const filled = /[{[<]/.test(letter) ? letter.replace(SLOT, fillSlot) : letter
  const plain = /[@#]|:\/\/|www\.|pic\./i.test(filled) ? withoutLinks(filled) : filled
  const said = language.startsWith('en') ? spelledOut(plain) : plain
  return said !== head && /[\p{L}\p{N}]/u.test(said) ? said.trim() : text
}

function withoutLetterhead(text: string): string {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim())
  const own = lines.slice(0, endOf(lines)).filter((line) => !line.startsWith('>') && !SENT_FROM.test(line))
  const top = own.findIndex((line) => line !== '')
  const [, named, subject = named ?? ''] = SUBJECT.exec(own[top] ?? '') ?? []
  const body = own.slice(subject ? top + 1 : Math.max(0, top))
  const opens = body.findIndex((line) => line !== '')
  if (opens >= 0 && SALUTATION.test(body[opens]!) && body.slice(opens + 1).some((line) => /\p{L}.*\s.*\p{L}|\p{Script=Han}{3}/u.test(line))) body[opens] = ''
  const said = paragraphs(body)
  // The subject of an answer is ours, not theirs; it is read only where they hardly wrote anything.
  const isTheirs = !ANSWER.test(subject) || said.split(/\s+/).length < FEWEST_WORDS
  return isTheirs ? paragraphs([subject.replace(ANSWER, ''), '', said]) : said
}

const FEWEST_WORDS = 5
const SUBJECT = /^(?:(?:subject|re line|主题|主旨|標題|标题)\s*[:：]\s*(.{1,200})|((?:re|fwd?|aw|回复|答复|转发)\s*[:：].{1,200}))$/i
const ANSWER = /^(?:(?:re|fwd?|aw|回复|答复|转发)\s*[:：]\s*)+/i
const SALUTATION = /^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|to whom it may concern|尊敬的|您好|你好)(?![\p{L}])[^?.!？。！]{0,40}[,，:：!！.]?$|^尊敬的[^?？。]{0,20}$/iu
const SENT_FROM = /^(?:sent from (?:my|the|mail|yahoo|outlook)\b|get outlook for\b|发自我的|從我的)/i
const QUOTED = /^(?:on .{4,120} wrote:$|-{2,}\s*(?:original|forwarded) message|-{2,}\s*原始邮件|在.{4,80}写道[:：]$|from:\s.{3}|_{8,}$|begin forwarded message)/i
const CLOSING = /^(?:(?:with )?(?:(?:kind|kindest|best|warm|warmest|many|all the|yours)[ ,]+)?(?:regards|rgds|wishes|best|thanks|thank you|thx|cheers|sincerely|faithfully|truly|respectfully)(?: in advance| a lot| so much)?[ ,.!-]*(?:[\p{L}.'-]+ ?){0,3}|--|此致|敬礼|敬禮|祝好|谢谢[!！。]?|謝謝[!！。]?)$/iu

/** Where the shopper's own words end: at what is quoted, or at a closing behind which only a name and the like stand. */
function endOf(lines: string[]): number {
  const quoted = lines.findIndex((line) => QUOTED.test(line))
  const end = quoted > 0 && lines.slice(0, quoted).some(SAYS) ? quoted : lines.length
  const closing = lines.findIndex((line, at) => at >= Math.max(1, end - LONGEST_SIGNATURE) && at < end && CLOSING.test(line) && isSignature(lines.slice(at + 1, end)))
  return closing > 0 && lines.slice(0, closing).some(SAYS) ? closing : end
}

/** In lines, empty ones too. */
const LONGEST_SIGNATURE = 14

const SAYS = (line: string) => /\p{L}{2}/u.test(line) && !SALUTATION.test(line)

function isSignature(lines: string[]): boolean {
  const said = lines.filter((line) => line !== '' && !SENT_FROM.test(line) && !line.startsWith('>'))
  return said.length <= 8 && said.every((line) => line.length <= 70 && !/[?？]/.test(line))
}

/** Lines that follow one another are one sentence; an empty line between is a full stop. */
function paragraphs(lines: string[]): string {
  let text = ''
  let isApart = false
  for (const line of lines) {
    if (line === '') isApart = true
    else {
      text += text === '' ? line : isApart && !/[.!?;:,。！？；，]$/.test(text) ? `. ${line}` : ` ${line}`
      isApart = false
    }
  }
  return text
}

/** {{Order Number}}, [order id], <amount>; in the last two only what names a slot. */
const SLOT = /\{\{?\s*([\p{L}\p{N}][\p{L}\p{N} _#'.-]{0,40}?)\s*\}\}?|[[<]\s*((?:[\p{L}]+[ _-]){0,3}(?:numbers?|nr|id|code|name|date|city|country|address|e-?mail|phone|amount|price|product|item|type|category|symbol)|\p{Script=Han}{0,6}(?:号|号码|编号|金额|姓名|地址|城市|日期|商品|电话|邮箱))\s*[\]>](?!\()/giu

function fillSlot(_: string, braced: string | undefined, bracketed: string | undefined): string {
  const name = (braced ?? bracketed)!.replace(/[_-]+/g, ' ').toLowerCase()
  if (/\b(?:numbers?|nr|no|id|code)$|[号码]$/.test(name)) return '1001'
  if (/\b(?:amount|price|total|fee|sum)$|金额$/.test(name)) return '20'
  if (/symbol$|^currency$/.test(name)) return '$'
  if (/\b(?:name|person|e-?mail|phone|type|category)$|姓名$|电话$|邮箱$/.test(name)) return ''
  return name.split(' ').at(-1)!
}

function withoutLinks(text: string): string {
  return text
    .replace(/^\s*RT @[\p{L}\p{N}_]{1,40}:?/u, '')
    .replace(/(?:https?:\/\/|www\.|pic\.)\S{3,}/gi, (link, at: number, whole: string) => (at + link.length < whole.trimEnd().length ? 'website' : ''))
    .replace(/(?<![\p{L}\p{N}_%+-])(?:(?<=(?<!\p{L})(?:to|from|by|with|of|for|at|on|than|so|that|when|if|has|is) ))@\p{L}[\p{L}\p{N}_]{1,40}/giu, 'you')
    .replace(/(?<![\p{L}\p{N}_%+-])\.?@\p{L}[\p{L}\p{N}_]{1,40}(?!\.\p{L})/gu, '')
    .replace(/#(\p{L}[\p{L}\p{N}_]{0,60})#?/gu, (_, tag: string) => ` ${tag.replace(/_/g, ' ').replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')} `)
}
