/** One Chinese character, or the first letters of the first and last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const [first = '?'] = words
  const letters = [...first]
  if (/\p{Script=Han}/u.test(first)) return letters[0]!
  const last = words.length > 1 ? ([...words.at(-1)!][0] ?? '') : ''
  return `${letters[0]}${last}`.toLocaleUpperCase()
}
