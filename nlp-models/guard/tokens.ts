// A text of any length as the guard reads it: folded, in words (Latin) and characters (Chinese), each knowing where it stood.
import { foldCharacter, type Reading } from '../reading.ts'
import { matches } from '../matches.ts'

export interface Token {
  text: string
  /** Offsets into {@link Reading.plain}. */
  start: number
  end: number
  /** What stands before it: nothing that matters, a comma or the like, the end of a sentence. */
  before: 'nothing' | 'comma' | 'end'
}

export interface Words { reading: Reading; tokens: Token[] }

/** Reads the whole text: one pass, whatever its length. */
export function readWords(text: string): Words {
  const reading = readAll(text)
  return { reading, tokens: tokensOf(reading.plain) }
}

/** The words of a phrase or text: case, width, script, punctuation and short forms ("we'll", "cannot") make no difference. */
export function tokensOf(plain: string): Token[] {
  const tokens: Token[] = []
  let last = 0
  for (const match of matches(plain, PIECE)) {
    const [start, end] = [match.index, match.index + match[0].length]
    const before = breakIn(plain.slice(last, start))
    for (const [at, text] of wordsIn(match[0]).entries()) tokens.push({ text, start, end, before: at === 0 ? before : 'nothing' })
    last = end
  }
  return tokens
}

/** A Chinese character, a Latin word with its apostrophes, or a sign that means something in an amount or an address. */
const PIECE = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}_])+(?:'(?:(?!\p{Script=Han})\p{L})+)*|'s(?!\p{L})|[%£$€¥+@#&]/gu

/** Put between the letters of a word so that nobody finds it: they are not there. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u

function readAll(text: string): Reading {
  const from: number[] = []
  const until: number[] = []
  let plain = ''
  for (let at = 0; at < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(at)!)
    const folded = foldedOf(character)
    for (let unit = 0; unit < folded.length; unit += 1) {
      from.push(at)
      until.push(at + character.length)
    }
    plain += folded
    at += character.length
  }
  return { plain, from, until }
}

const folded = new Map<string, string>()

function foldedOf(character: string): string {
  const known = folded.get(character)
  if (known !== undefined) return known
  const made = UNSEEN.test(character) ? '' : KEPT[character] ?? foldCharacter(character)
  // As in reading.ts: those in use are a few thousand.
  if (folded.size < 20_000) folded.set(character, made)
  return made
}

/** A new line ends a sentence, and a heavy plus is a plus. */
const KEPT: Record<string, string> = { '\n': '\n', '➕': '+' }

/** "3.5" and "a.b" end nothing; a dot with a blank behind it does. */
function breakIn(between: string): Token['before'] {
  if (/[!?。\n;]|\.\S*\s/.test(between)) return 'end'
  return /[,、:()[\]{}"“”「」—–|]/.test(between) ? 'comma' : 'nothing'
}

const TAILS: Record<string, string> = { "'ll": 'will', "'re": 'are', "'ve": 'have', "'m": 'am', "'d": 'would' }
const IS_BEFORE = new Set(['it', 'that', 'this', 'he', 'she', 'what', 'there', 'here', 'who', 'how', 'where', 'everything', 'nothing'])
const WHOLE: Record<string, string[]> = {
  "can't": ['can', 'not'], cant: ['can', 'not'], cannot: ['can', 'not'], "won't": ['will', 'not'], wont: ['will', 'not'], "shan't": ['shall', 'not'],
  dont: ['do', 'not'], doesnt: ['does', 'not'], didnt: ['did', 'not'], isnt: ['is', 'not'], wasnt: ['was', 'not'], arent: ['are', 'not'],
  couldnt: ['could', 'not'], wouldnt: ['would', 'not'], shouldnt: ['should', 'not'], havent: ['have', 'not'], hasnt: ['has', 'not'],
  youll: ['you', 'will'], youre: ['you', 'are'], youve: ['you', 'have'], theyre: ['they', 'are'], ive: ['i', 'have'], weve: ['we', 'have'],
  im: ['i', 'am'], itll: ['it', 'will'], thats: ['that', 'is'], gonna: ['going', 'to'], ur: ['your'], u: ['you'],
}

/** Short forms in full, so that a rule need not list them. */
function wordsIn(piece: string): string[] {
  const whole = Object.hasOwn(WHOLE, piece) ? WHOLE[piece] : undefined
  if (whole) return whole
  const apostrophe = piece.indexOf("'")
  if (apostrophe <= 0) return [piece]
  if (piece.endsWith("n't")) return [piece.slice(0, -3), 'not']
  const [head, tail] = [piece.slice(0, apostrophe), piece.slice(apostrophe)]
  if (TAILS[tail]) return [head, TAILS[tail]]
  return tail === "'s" && IS_BEFORE.has(head) ? [head, 'is'] : [head, tail]
}
