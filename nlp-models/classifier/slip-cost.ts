// How far what was written is from a word: the distance of Damerau and Levenshtein, in which likely slips cost less than a letter.

const VOWELS = new Set('aeiouy')
/** Consonants that are taken for one another by ear. */
const ALIKE = new Set(['ck', 'sz', 'cs', 'gj', 'vw', 'fv', 'dt', 'mn', 'bp', 'kq'].flatMap(([a, b]) => [`${a}${b}`, `${b}${a}`]))
const NEIGHBOURS = neighbours(['qwertyuiop', 'asdfghjkl', 'zxcvbnm'])

/** The first letter is seldom the wrong one. */
const FIRST = 0.4
const EXCHANGED = 0.7
const SLIP = { vowel: 0.6, alike: 0.6, neighbour: 0.75, other: 1 }
const LEFT_OUT = { first: 1.4, doubled: 0.4, silent: 0.5, vowel: 0.6, vowelOfNone: 0.3, other: 0.9 }
const TOO_MUCH = { first: 1.4, doubled: 0.4, other: 0.9 }

/** What the slips cost that make `written` of `meant`: 0 for none, about 1 for one unlikely slip. Takes the product of the lengths. */
export function slipCost(written: string, meant: string): number {
  const isBare = !/[aeiou]/.test(written)
  let before: number[] = []
  let row = [0]
  for (let to = 1; to <= meant.length; to++) row.push(row[to - 1]! + leftOut(meant, to - 1, isBare))
  for (let from = 1; from <= written.length; from++) {
    const next = [row[0]! + tooMuch(written, from - 1)]
    for (let to = 1; to <= meant.length; to++) {
      const taken = row[to - 1]! + otherLetter(written[from - 1]!, meant[to - 1]!, from === 1)
      const least = Math.min(taken, row[to]! + tooMuch(written, from - 1), next[to - 1]! + leftOut(meant, to - 1, isBare))
      const isExchanged = from > 1 && to > 1 && written[from - 1] === meant[to - 2] && written[from - 2] === meant[to - 1]
      next.push(isExchanged ? Math.min(least, before[to - 2]! + EXCHANGED) : least)
    }
    before = row
    row = next
  }
  return row[meant.length]!
}

function otherLetter(written: string, meant: string, isFirst: boolean): number {
  if (written === meant) return 0
  const pair = written + meant
  const slip = VOWELS.has(written) && VOWELS.has(meant) ? SLIP.vowel : ALIKE.has(pair) ? SLIP.alike : NEIGHBOURS.has(pair) ? SLIP.neighbour : SLIP.other
  return isFirst ? slip + FIRST : slip
}

/** A letter of the word that was not written; who writes no vowel at all leaves them out on purpose. */
function leftOut(word: string, at: number, isBare: boolean): number {
  const letter = word[at]!
  if (at === 0) return LEFT_OUT.first
  if (letter === word[at - 1]) return LEFT_OUT.doubled
  if (VOWELS.has(letter)) return isBare ? LEFT_OUT.vowelOfNone : LEFT_OUT.vowel
  return letter === 'h' || letter === "'" ? LEFT_OUT.silent : LEFT_OUT.other
}

function tooMuch(written: string, at: number): number {
  return at === 0 ? TOO_MUCH.first : written[at] === written[at - 1] ? TOO_MUCH.doubled : TOO_MUCH.other
}

/** Pairs of letters that lie side by side, or one above the other, on a keyboard. */
function neighbours(rows: string[]): Set<string> {
  const pairs = new Set<string>()
  rows.forEach((row, r) => [...row].forEach((key, at) => {
    const lower = rows[r + 1] ?? ''
    for (const other of [row[at + 1], lower[at - 1], lower[at], lower[at + 1]]) if (other) pairs.add(key + other).add(other + key)
  }))
  return pairs
}
