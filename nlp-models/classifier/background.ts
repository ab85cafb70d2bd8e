// What people say to a bot that is none of a shop's business, so that the machine knows the rest of the world exists.

const LINES: Record<string, string[]> = { en: [], zh: [] }

/** Our own off-topic lines in a language; none for a language that has none. */
export function backgroundLines(language: string): string[] {
  return LINES[language.split('-')[0]!] ?? []
}
