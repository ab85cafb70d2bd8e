// What people say to a bot that is none of a shop's business, so that the machine knows that the rest of the world exists.
import { existsSync, readFileSync } from 'node:fs'

/** Our own off-topic lines in a language; none for a language that has no list. */
export function backgroundLines(language: string): string[] {
  const file = new URL(`../background/${language.split('-')[0]}.txt`, import.meta.url)
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line.trim()) : []
}
