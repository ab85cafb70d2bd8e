// Restores traditional characters for the answer: content is written once, in simplified Chinese.
// The tables are those of OpenCC (its conversion s2tw: phrases, then characters, then Taiwan's variants). Its own converter holds the phrases twice, as
// trees of maps: forty megabytes. Here each is one entry of one map.
import ideographs from 'opencc-js/dict/CJK_Compatibility_Ideographs'
import characters from 'opencc-js/dict/STCharacters'
import phrases from 'opencc-js/dict/STPhrases'
import morePhrases from 'opencc-js/dict/STPhrases_GeneratedFromRegionalPhrases'
import variants from 'opencc-js/dict/TWVariants'
import variantPhrases from 'opencc-js/dict/TWVariantsPhrases'

let convert: ((text: string) => string) | undefined

/** Simplified → traditional by phrase (头发 → 頭髮, 发货 → 發貨); characters only, no change of vocabulary, so that it reads well in Taiwan and Hong Kong. */
export function toTraditional(text: string) {
  warmTraditional()
  return convert!(text)
}

/** Builds the tables once: called when the room opens, so that no shopper waits for it. */
export function warmTraditional() {
  convert ??= openConverter()
}

function openConverter() {
  const plain = tableOf(ideographs)
  const byPhrase = tableOf(phrases, morePhrases)
  const byCharacter = tableOf(characters)
  const asInTaiwan = tableOf(variantPhrases, variants)
  const piece = (text: string) => replaced(text, asInTaiwan)
  return (text: string) => {
    const normal = replaced(text, plain)
    let made = ''
    let run = ''
    for (let at = 0; at < normal.length;) {
      const phrase = longestAt(normal, at, byPhrase)
      if (phrase === null) {
        const character = String.fromCodePoint(normal.codePointAt(at)!)
        run += byCharacter.entries.get(character) ?? character
        at += character.length
        continue
      }
      // A variant never reaches over the edge of a phrase.
      made += piece(run) + piece(phrase.other)
      run = ''
      at += phrase.length
    }
    return made + piece(run)
  }
}

interface Table {
  entries: Map<string, string>
  /** Lengths of the entries by the unit they begin with, longest first. */
  lengths: Map<number, number[]>
}

/** Entries as OpenCC lists them: "source replacement", apart by "|"; of two with one source the first list's holds. */
function tableOf(...lists: string[]): Table {
  const entries = new Map<string, string>()
  const lengths = new Map<number, number[]>()
  for (const list of lists.toReversed()) {
    for (const line of list.split('|')) {
      const [source, other] = line.split(' ')
      if (!source || other === undefined) continue
      entries.set(source, other)
      const unit = source.charCodeAt(0)
      const known = lengths.get(unit)
      if (!known) lengths.set(unit, [source.length])
      else if (!known.includes(source.length)) known.push(source.length)
    }
  }
  for (const known of lengths.values()) known.sort((a, b) => b - a)
  return { entries, lengths }
}

function longestAt(text: string, at: number, { entries, lengths }: Table): { other: string; length: number } | null {
  for (const length of lengths.get(text.charCodeAt(at)) ?? []) {
    const other = at + length <= text.length ? entries.get(text.slice(at, at + length)) : undefined
    if (other !== undefined) return { other, length }
  }
  return null
}

function replaced(text: string, table: Table): string {
  let made = ''
  for (let at = 0; at < text.length;) {
    const found = longestAt(text, at, table)
    made += found ? found.other : text[at]!
    at += found ? found.length : 1
  }
  return made
}
