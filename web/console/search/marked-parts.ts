/** A text in parts, those marked in which a word that was searched for stands. */
export function markedParts(text: string, words: string): { text: string; isFound: boolean; at: number }[] {
  const wanted = words.trim().split(/\s+/u).filter(Boolean).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  if (wanted.length === 0) return [{ text, isFound: false, at: 0 }]
  const parts = text.split(new RegExp(`(${wanted.join('|')})`, 'giu'))
  let at = 0
  // Splitting by a group puts what was found at the odd places.
  return parts.flatMap((part, place) => {
    const one = { text: part, isFound: place % 2 === 1, at }
    at += part.length
    return part === '' ? [] : [one]
  })
}
