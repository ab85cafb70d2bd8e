import { agentNames, shoppers } from '../cast.ts'

/** One thing that happens in a play, or that must be so. */
type PlayLine =
  | { kind: 'given'; text: string }
  | { kind: 'says'; who: string; text: string }
  | { kind: 'opens'; who: string }
  | { kind: 'sends-photo'; who: string; text: string }
  | { kind: 'sends-again'; who: string }
  | { kind: 'hears'; key: string; data: PlayData; to: string | null; writing: Writing | null }
  | { kind: 'agent-says'; who: string; text: string }
  | { kind: 'notes'; who: string; text: string }
  | { kind: 'deed'; text: string }
  | { kind: 'then'; what: string; data: PlayData | null; isNot: boolean }

type Writing = 'English' | 'Chinese' | 'traditional Chinese'

export type PlayData = Record<string, string>

/** A line as written, with where it stands. */
export type PlacedLine = PlayLine & { number: number; source: string }

export interface Play {
  title: string
  lines: PlacedLine[]
}

/** Reads a `.chat` file: one play or several, each begun by its title. Throws with the line that cannot be read. */
export function parsePlays(text: string, name: string): Play[] {
  const plays: Play[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const source = raw.trim()
    if (source === '' || source.startsWith('//')) continue
    const where = `${name}:${index + 1}`
    if (source.startsWith('# ')) {
      plays.push({ title: source.slice(2), lines: [] })
      continue
    }
    const play = plays.at(-1)
    if (!play) throw new Error(`${where}: a play begins with its title, "# …"`)
    for (const line of parseLine(source, where)) play.lines.push({ ...line, number: index + 1, source })
  }
  return plays
}

function parseLine(source: string, where: string): PlayLine[] {
  if (source.startsWith('given ')) return source.slice(6).split(/ and (?=\S+ (?:is|are) |order )/).map((text) => ({ kind: 'given', text }))
  if (source.startsWith('then ')) return [parseThen(source.slice(5), where)]
  if (source.startsWith('[') && source.endsWith(']')) return [{ kind: 'deed', text: source.slice(1, -1) }]
  const bot = /^Bot(?: to (\S+))?: (\S+)(?: (\{.*\}))?(?: in (English|Chinese|traditional Chinese))?$/.exec(source)
  if (bot) return [{ kind: 'hears', key: bot[2]!, data: parseData(bot[3] ?? '{}', where), to: bot[1] ?? null, writing: (bot[4] as Writing | undefined) ?? null }]
  const photo = /^(\S+) sends a photo(?:: (.*))?$/.exec(source)
  if (photo && isShopper(photo[1]!)) return [{ kind: 'sends-photo', who: photo[1]!, text: photo[2] ?? '' }]
  const opens = /^(\S+) (opens the chat|sends the same message again)$/.exec(source)
  if (opens && isShopper(opens[1]!)) return [{ kind: opens[2] === 'opens the chat' ? 'opens' : 'sends-again', who: opens[1]! }]
  const said = /^(\S+?)( \(note\))?: ?(.*)$/.exec(source)
  if (said && isShopper(said[1]!)) return [{ kind: 'says', who: said[1]!, text: unescaped(said[3]!) }]
  if (said && isAgent(said[1]!)) return [{ kind: said[2] ? 'notes' : 'agent-says', who: said[1]!, text: said[3]! }]
  throw new Error(`${where}: cannot read "${source}"`)
}

function parseThen(text: string, where: string): PlayLine {
  const match = /^(no )?([a-z][a-z -]*?)(?: (\{.*\}))?$/.exec(text)
  if (!match) throw new Error(`${where}: cannot read "then ${text}"`)
  return { kind: 'then', what: match[2]!, data: match[3] === undefined ? null : parseData(match[3], where), isNot: match[1] !== undefined }
}

/** `{ due: 12 March, order: "1002, 1003" }` as names and texts. */
function parseData(text: string, where: string): PlayData {
  const inner = text.trim().slice(1, -1).trim()
  const data: PlayData = {}
  for (const [, name, quoted, plain] of inner.matchAll(/([\w.-]+):\s*(?:"([^"]*)"|([^,]*))(?:,|$)/g)) data[name!] = (quoted ?? plain!).trim()
  if (inner !== '' && Object.keys(data).length === 0) throw new Error(`${where}: cannot read the data ${text}`)
  return data
}

// So that a play can hold what cannot be written on one line.
function unescaped(text: string): string {
  return text.replaceAll('\\n', '\n').replaceAll(/\\x(\d+)/g, (_all, times: string) => 'x'.repeat(Number(times)))
}

function isShopper(name: string): boolean {
  return shoppers.some((shopper) => shopper.name === name)
}

function isAgent(name: string): boolean {
  return (agentNames as readonly string[]).includes(name)
}
