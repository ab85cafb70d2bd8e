// Praise that is none: kind words said of a fault. "New kettle, spout snapped off, great job", 「壶嘴断了，质量真好啊」.
import type { Language } from '../../core/conversation/words.ts'
import { orEnglish } from '../language.ts'
import { matches } from '../matches.ts'

interface Irony {
  /** What went wrong. */
  fault: RegExp
  /** Praise at the end, behind the fault: "…, great job". */
  after: RegExp
  /** Praise at the beginning that a fault follows: "impressive, you managed to lose it". */
  before: RegExp
  /** Praise and fault in one breath: "cheers for the empty box". */
  joined: RegExp
  /** What makes both meant: "great bag, but the zip broke, could you …". */
  meant: RegExp
}

const WELL = '(?:great|good|nice|lovely|super|superb|stellar|brilliant|fantastic|amazing|awesome|wonderful|perfect|excellent|marvellous|splendid|charming|classy|outstanding|impressive|cool|fab|fabulous|terrific|magnificent|genius|smooth|delightful|exquisite|beautiful)'
const BROKEN = '(?<!\\b(?:not?|never|without|nothing|any|zero|stopped|[a-z]+n\'?t)(?: \\w+)? )(?:broke[n]?|snapped|crack(?:s|ed)|smashed|shattered|torn|ripped|split|leaks?|leaked|leaking|stain(?:s|ed)|dented|scratched|empty|missing|lost|los(?:e|ing)|late|delayed|(?:the )?wrong|fell (?:off|apart)|falls? apart|came (?:off|apart)|dead|died|dies|crashe[sd]|failed|refused|ignored|cancell?ed|overcharged|mouldy|moldy|soaked|squashed|crushed|bent|useless|nobody|no ?one (?:answers?|replies|knows|cares)|never (?:arrived|came|answered|replied|turned up)|nothing (?:works|happens|came|arrived)|still (?:no|not|nothing|waiting)|another (?:\\w+ )?(?:week|month|delay|excuse|voucher|form|apology|email)|instead of (?:my|the|a) |two left|two right|in (?:\\w+ )?(?:pieces|bits|shards)|(?:came|arrived|delivered|sent|got here|turned up) without|lasted (?:only |just |all of |exactly |a whole )?(?:an?|one|two|three|\\d+) |(?:zero|0) out of|(?:first|second|third|1st|2nd|one|two) (?:wash|puddle|wear)|for the (?:second|third|fourth|fifth|2nd|3rd|4th|\\d+th) time)'

const ENGLISH: Record<keyof Irony, string> = {
  fault: BROKEN,
  after: `(?<=[,.;:!…-]\\s*)(?:(?:so|very|really|just|absolutely|how|simply|truly) )?(?:${WELL}|well done|bravo|congrat\\w*|kudos|cheers|hats off|top)(?: (?:job|work|stuff|one|service|quality|effort|going|as always|as ever|as usual|guys|lads|folks|everyone|team|start|craftsmanship))*(?=[.! ]*$)`,
  before: `(?<=^(?:(?:oh|wow|well|so|ah|how|yay|hey|what|a|just|really|absolutely)[, ]+)*)(?:${WELL}(?: (?:job|work|stuff|one|service|effort|start))?(?=[,.;:! ]|$)|bravo|congrat\\w*|kudos|hats off|well done|(?:full|top) marks|(?:ten|10) out of (?:ten|10)|lucky me|lov(?:e|ing) (?:how|that|it when|the way)|(?:so |really |very )?(?:glad|happy|pleased|delighted|thrilled) (?:that |to see )?(?:my|the|you|your|it))`,
  joined: '(?:thanks?|thank you|cheers|congrat\\w*|kudos|compliments|well done|bravo|(?:great|good|nice) (?:job|work)) (?:for |on |to )?(?!(?:for |on |to )?(?:fix|replac|sort|repair|resend|refund|let|tell|check|explain|help|look|send|cancel))(?:\\w+ ){0,3}?(?:empty|broken|cracked|smashed|missing|wrong|lost|losing|late|torn|damaged|mouldy|dead|useless)',
  meant: "but|however|although|though|unfortunately|sadly|please|could|can (?:you|i)|would|thanks (?:again|anyway|so much)|thank you|no (?:worries|problem)|luckily|fortunately|replaced|refunded|sorted|fixed|my (?:fault|bad|old)|sorry",
}

const CHINESE: Record<keyof Irony, string> = {
  fault: '(?<!没有?|不会|不怕|没被|不|别)(?:断|碎|坏|破|裂|漏|掉(?:色|漆|毛|了)|发错|寄错|写错|送错|少(?:发|寄|了)|空(?:盒|箱|包)|丢|没(?:到|发|收到|人|退)|慢|拖|透了|湿|烂|歪|开线|开胶|脱胶|臭|发霉|变形|两只左|两只右|等了?.{1,4}(?:天|周|个?月|小时|星期|礼拜))',
  after: '(?<=[,。!、 …])(?:(?:质量|品质|做工|工艺|速度|效率|包装|你们|这服务|贵店)?(?:可真|真是|真|太|好|很|挺|够|非常)(?:是)?(?:棒|优秀|好|厉害|牛|贴心|用心|有创意|专业|高级|精彩|快|准时|绝|可以|感人|靠谱|大方|良心|给力|有意思|惊喜|了不起|细心|走心)|优秀|完美|绝了|牛[逼批]?|勇气可嘉|可喜可贺|佩服|好样的|了不起|五星好评|满分)(?:啊|呀|呢|哦|的|了|啦|哈|得很|极了|呵呵)*(?=[。!~,. ]*$)',
  before: '(?<=^(?:哇|哦|嗯|好家伙|哟|呦)?[,。! ]?)(?:恭喜|优秀|厉害(?!了)|牛[逼批]?(?=[,。! ])|完美|(?:真|太|好)(?:棒|优秀|贴心|用心|专业|开心|感人|荣幸)(?:了|啊|呀)?(?=[,。! ])|佩服|感动(?=[,。! ]))',
  joined: '(?:谢谢|感谢|多谢)(?:你们|贵店|您)?(?:寄来的?|送来的?|给我|发来的?|的)(?:一?个)?(?:空|破|坏|碎|错|烂|假|湿)',
  meant: '但|不过|可是|就是|麻烦|请|吗|么|没关系|没事|幸好|好在|还好|终于|解决|补发|换了|退了|误会|我自己|谢谢(?!你们的|你们把|你们寄)',
}

const LISTS: Record<string, Irony> = { en: compile(ENGLISH, '(?<![a-z0-9])', '(?![a-z0-9])'), zh: compile(CHINESE, '', '') }

function compile(sources: Record<keyof Irony, string>, before: string, after: string): Irony {
  const { fault, after: behind, before: ahead, joined, meant } = sources
  const whole = (source: string) => new RegExp(`${before}(?:${source})${after}`, 'g')
  return { fault: whole(fault), after: new RegExp(behind, 'g'), before: new RegExp(ahead, 'g'), joined: whole(joined), meant: new RegExp(`${before}(?:${meant})${after}`) }
}

/** Where a message praises what went wrong: the words of praise, or nothing. Linear in the message, which is short. */
export function findIrony(plain: string, language: Language): { start: number; end: number }[] {
  const { fault, after, before, joined, meant } = orEnglish(LISTS, language)
  const [breath] = matches(plain, joined)
  if (breath) return [spanOf(breath)]
  if (meant.test(plain)) return []
  const faults = matches(plain, fault).map(spanOf)
  if (faults.length === 0) return []
  const last = matches(plain, after).map(spanOf).find(({ start }) => faults.some(({ end }) => end <= start))
  const first = matches(plain, before).map(spanOf).find(({ end }) => faults.some(({ start }) => start >= end))
  return last ? [last] : first ? [first] : []
}

function spanOf(match: RegExpMatchArray) {
  return { start: match.index!, end: match.index! + match[0].length }
}
