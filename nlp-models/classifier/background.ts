// What people say to a bot that is none of a shop's business, so that the machine knows that the rest of the world exists.
import { existsSync, readFileSync } from 'node:fs'

/** Lines about one matter stand together between empty lines, and are never split between training and judging. */
interface BackgroundLine { text: string; group: string }

/** Our own off-topic lines in a language; none for a language that has no list. */
export function backgroundLines(language: string): BackgroundLine[] {
  const file = new URL(`../background/${language.split('-')[0]}.txt`, import.meta.url)
  if (!existsSync(file)) return []
  const matters = readFileSync(file, 'utf8').split(/\n\s*\n/)
  return matters.flatMap((lines, at) => lines.split('\n').filter((line) => line.trim()).map((text) => ({ text, group: `matter ${at}` })))
}
