// A message without the names of articles. A name that no training line has speaks louder than the question about it; what is asked of this article is asked of any.
import type { Entity, Language } from '../core/conversation/words.ts'

/** The message with "it" in the place of each article's name and parcel's number; null when it names none, or says nothing besides. */
export function withoutNames(text: string, entities: Entity[], language: Language): string | null {
  const names = outermost(entities.filter(({ entity }) => entity === 'product' || entity === 'tracking-number'))
  if (names.length === 0) return null
  const isChinese = language.startsWith('zh')
  let rest = ''
  let said = ''
  let at = 0
  for (const { start, end } of names) {
    const before = text.slice(at, start).replace(isChinese ? /[这那]个?$/ : DETERMINER, '')
    rest += before
    said += before + (isChinese ? '这个' : 'it')
    at = end
  }
  rest += text.slice(at)
  return /\p{L}{2}/u.test(rest) ? said + text.slice(at) : null
}

const DETERMINER = /(?<!\p{L})(?:the|a|an|my|our|your|this|that|these|those|any|some|another|one|of) $/iu

/** Several articles of one name stand in one place. */
function outermost(names: Entity[]): Entity[] {
  return names.filter(({ start }, at) => names.slice(0, at).every((other) => other.end <= start))
}
