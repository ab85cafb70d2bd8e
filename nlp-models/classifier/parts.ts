// A message that asks several things, taken apart: where it breaks, and which parts ask for something rather than tell what happened.

const BREAKS = /[.!?;\n]+\s+|[。！？!?；;\n]+|,?\s+(?:and also|and|also|plus|but|by the way|btw)\s+|[,，]\s*(?:还有|另外|而且|顺便|然后|再|同时)?|(?:还有就是|还有|另外|顺便)/
const MOST_PARTS = 6
/** Shorter parts say too little to be believed without the rest. */
const SHORTEST = { chinese: 3, latin: 8 }
/** From so many characters on a message is a story. */
const STORY = { latin: 90, chinese: 24 }

/** The parts of a folded message that ask for something; none for a message of one part, or of so many that it is a story. */
export function askingParts(folded: string, language: string): string[] {
  const isChinese = language.startsWith('zh')
  const parts = folded.split(BREAKS).filter((part) => part && part.length >= (isChinese ? SHORTEST.chinese : SHORTEST.latin))
  if (parts.length < 2 || parts.length > MOST_PARTS) return []
  // In one breath the trouble is the reason for what is asked; told at length it is a matter of its own.
  const isStory = folded.length >= (isChinese ? STORY.chinese : STORY.latin)
  const tellsTrouble = (part: string) => isStory && (isChinese ? CHINESE_TROUBLE : TROUBLE).test(part)
  return parts.filter((part) => (isChinese ? CHINESE_ASKING.test(part) : !TELLING.test(part) || REQUEST.test(part)) || tellsTrouble(part))
}

/** Where a story told at length comes to what is asked: each place from which on something is asked or wished, with the words that follow. None for shorter messages, nor in Chinese. */
export function pleasIn(folded: string, language: string): string[] {
  if (!language.startsWith('en') || folded.length < LEAST_STORY) return []
  const places = [...folded.matchAll(PLEA)].map(({ index }) => index).slice(-MOST_PLEAS)
  return places.map((place) => folded.slice(place).split(' ').slice(0, LONGEST_PLEA).join(' ')).filter((plea) => plea.length >= SHORTEST_PLEA)
}

/** In letters: some thirty words. */
const LEAST_STORY = 150
const MOST_PLEAS = 6
const LONGEST_PLEA = 18
const SHORTEST_PLEA = 12
const PLEA = /\b(?:(?:can|could|would|will|may|should) (?:i|we|you|u|somebody|someone|one)\b|(?:how|what|when|where|which|whether)\b|(?:is|are) there\b|do (?:you|i|we)\b|i(?:'d| would) (?:really )?(?:like|love|need|want)\b|(?:i|we) (?:just )?(?:want|wanted|need|wish)\b|please\b)/g

/** Begins as a statement does: "it's still processing", "my card was charged". */
const TELLING = /^(?:(?:hi|hello|hey|hiya|ok|okay|well|um|uh|so|because|since|as|cos|if|or|sadly|unfortunately|just|still|even|only|already) )*(?:i|i'm|i've|i'd|im|ive|we|we've|you|it|it's|its|he|she|they|my|our|the|your|this|that|those|these|there|nobody|no|not|none|never|don't|doesn't|been|got|paid|bought|ordered|had|was|were|a|an|one|all|enough|thanks|thank|sorry)\b/
const REQUEST = /\b(?:i (?:want|need|wish|would like|wanna|must)|i'd like|i'm looking|im looking|we (?:want|need|would like)|please|pls|can (?:i|you|we)|could (?:i|you|we)|how|what|when|where|which|why)\b/
/** Told, and yet something is wanted: what has not come, was charged twice, is broken or wrong. */
const TROUBLE = /\b(?:(?:still |yet )?(?:hasn'?t|haven'?t|has not|have not|never|didn'?t|did not) (?:come|arrived?|shown up|turned up|received?|got(?:ten)?|been (?:delivered|refunded|sent|shipped))|(?:charged|billed|debited|paid) (?:me )?(?:twice|two times|double)|double charged?)\b/
const CHINESE_TROUBLE = /(?:扣|收|付|支付)了?(?:我)?(?:两|二|2|好几)(?:次|笔|遍)|重复(?:扣|收|支付)|[还都]?没(?:到|收到|发货|送到|退款|到账)/
const CHINESE_ASKING = /[吗呢么嘛]|多少|多久|怎么|怎样|如何|什么|哪|几[天个号点时]|谁|[想要]|能不能|可不可以|可以|能否|可否|是否|有没有|是不是|帮|请|麻烦|取消|退(?![款货]*[了过])|换(?!了|过)|查|催|改/
