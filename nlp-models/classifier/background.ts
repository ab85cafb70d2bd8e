// What people say to a bot that is none of a shop's business, so that the machine knows that the rest of the world exists.
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Lines of one group stand together on a page, or have one subject: they are never split between training and judging. */
interface BackgroundLine {
  text: string
  group: string
  /** Null in a bag of lines about anything. */
  subject: string | null
}

/** What people want in one everyday matter ("lights: on"), and how they say it. */
interface Matter { name: string; subject: string; lines: string[] }

/** What is said to any bot (its name, thanks, corrections), and to banks and shops alike (a card that is declined, points): a shop answers much of it, so it is nobody's background. */
const SHARED = new Set(['small-talk.txt', 'banks-and-shops.txt'])

/** Our own off-topic lines in a language; none for a language that has no pages. */
export function backgroundLines(language: string): BackgroundLine[] {
  return pagesOf(language).filter(({ name }) => !SHARED.has(name)).flatMap(({ name, parts }) => parts.flatMap((part, at) => readPart(part, `${name} ${at}`)))
}

/** The everyday matters of a language: the parts of its pages that have a heading, as "# lights: on". */
export function everydayMatters(language: string): Matter[] {
  return pagesOf(language).flatMap(({ parts }) => parts).flatMap((part) => {
    const [heading, subject] = HEADING.exec(part[0]!) ?? []
    return heading ? [{ name: heading.slice(2), subject: subject!, lines: part.slice(1) }] : []
  })
}

function readPart(part: string[], place: string): BackgroundLine[] {
  const subject = HEADING.exec(part[0]!)?.[1] ?? null
  const lines = subject ? part.slice(1) : part
  return lines.map((text) => ({ text, group: subject ? `subject ${subject}` : `matter ${place}`, subject }))
}

const HEADING = /^# ([^:]+): .+$/

/** The pages of a language in alphabetical order, in parts: what stands between empty lines. */
function pagesOf(language: string): { name: string; parts: string[][] }[] {
  const folder = new URL(`../background/${language.split('-')[0]}/`, import.meta.url)
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => name.endsWith('.txt')).sort().map((name) => ({
    name,
    parts: readFileSync(new URL(name, folder), 'utf8').split(/\n\s*\n/).map((part) => part.split('\n').filter((line) => line.trim())).filter((part) => part.length > 0),
  }))
}
