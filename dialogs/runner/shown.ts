// Which of the articles just shown is meant by its place or its price.

const PLACES: RegExp[] = [/\b(?:first|1st)\b|\b(?:number|no\.?|option) ?(?:1|one)\b|第一[个個款件双雙种種]?/i, /\b(?:second|2nd)\b|\b(?:number|no\.?|option) ?(?:2|two)\b|第[二两][个個款件双雙种種]?/i, /\b(?:third|3rd)\b|\b(?:number|no\.?|option) ?(?:3|three)\b|第三[个個款件双雙种種]?/i, /\b(?:fourth|4th)\b|第四[个個款件双雙种種]?/i, /\b(?:fifth|5th)\b|第五[个個款件双雙种種]?/i]
const LAST = /\blast one\b|\blast of\b|最[后後]一?[个個款件双雙]|后面那[个款]|後面那[個款]/i
const OTHER = /\bthe other(?: one)?\b|\banother one\b|另外?一?[个個款件双雙]|别的那/i
const CHEAP = /\bthe (?:cheaper|less expensive)\b|\b(?:cheapest|least expensive)\b|便宜(?:点|些|一点)?的?那一?[个個款件双雙]|那一?[个個款件双雙]便宜(?:点|些|一点)?的|最便宜/i
const DEAR = /\bthe (?:dearer|pricier|more expensive)\b|\b(?:dearest|priciest|most expensive)\b|贵(?:点|些|一点)?的?那一?[个個款件双雙]|那一?[个個款件双雙]贵(?:点|些|一点)?的|最贵|最貴/i
/** "My first order", "the second time", 「第二天」: no article is counted. */
const ELSE = /\b(?:first|second|third|last|1st|2nd|3rd)[ -](?:order|purchase|time|day|week|month|year|hand|half|class|name|parcel|package|e-?mail|message|attempt|try|thing|floor|step)|第[一二三四五][次天周单单遍回年月]|第[一二三四五]个(?:订单|月|星期)/i

/** The place in the list that the words mean, or null. `current` is the place of the article spoken of, -1 when there is none. */
export function placeShown(text: string, { prices, current }: { prices: number[]; current: number }): number | null {
  if (text.length > LONGEST || ELSE.test(text)) return null
  const counted = PLACES.findIndex(place => place.test(text))
  if (counted >= 0) return counted < prices.length ? counted : null
  if (LAST.test(text)) return prices.length - 1
  if (CHEAP.test(text)) return prices.indexOf(Math.min(...prices))
  if (DEAR.test(text)) return prices.indexOf(Math.max(...prices))
  return OTHER.test(text) && prices.length === 2 && current >= 0 ? 1 - current : null
}

/** "And the other one?", 「另一款呢」 and nothing besides: which is asked when more than two are shown. */
export function asksOther(text: string): boolean {
  return BARE_OTHER.test(text.trim())
}

const BARE_OTHER = /^(?:(?:ok(?:ay)?|and|what about|how about|then) )*(?:the )?other(?: ones?)?[?!. ]*$|^(?:那么?|还有|還有)?(?:另外?|其他|其它|别的|別的)(?:那)?[一几幾两兩]?[个個款件双雙种種](?:呢|怎么样|怎麼樣|咋样|如何)?[?？!！。 ]*$/i

const LONGEST = 120
