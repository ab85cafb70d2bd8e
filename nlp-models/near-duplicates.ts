// Lines that differ in next to nothing, found among tens of thousands without comparing each with each.

/** Of all letter triples (in Chinese, pairs) of two lines, the share they have in common above which they say the same. */
const NEAR = 0.85
/** Shorter lines are alike by chance. */
const FEWEST_GRAMS = 8

/** A line: its letters alone, and the group within which likeness is no fault. */
export interface Comparable {
  letters: string
  group: string
}

/**
 * Pairs [later, earlier] of lines of different groups that are nearly the same but not the same; at most one pair a later line. Prefix filtering keeps
 * this near linear: two sets that share 85 % of all they have share one of their few rarest members (Chaudhuri et al. 2006).
 */
export function nearDuplicates(lines: readonly Comparable[]): [number, number][] {
  const sets = gramsByRarity(lines.map(({ letters }) => letters))
  const byGram = new Map<number, number[]>()
  const pairs: [number, number][] = []
  const askedBy = new Int32Array(lines.length).fill(-1)
  for (const [at, grams] of sets.entries()) {
    if (grams.length < FEWEST_GRAMS) continue
    const rare = grams.subarray(0, grams.length - Math.ceil(NEAR * grams.length) + 1)
    const { group, letters } = lines[at]!
    const isNew = (other: number) => askedBy[other] !== at && ((askedBy[other] = at), true)
    const isNear = (other: number) => lines[other]!.group !== group && isNew(other) && share(grams, sets[other]!) >= NEAR && lines[other]!.letters !== letters
    let near: number | undefined
    for (const gram of rare) {
      near ??= byGram.get(gram)?.find(isNear)
      const known = byGram.get(gram)
      if (known) known.push(at)
      else byGram.set(gram, [at])
    }
    if (near !== undefined) pairs.push([at, near])
  }
  return pairs
}

/** Each text's grams without repetition, as numbers that grow with how many texts have them: the rarest come first. */
function gramsByRarity(texts: string[]): Int32Array[] {
  const numbers = new Map<string, number>()
  const counts: number[] = []
  const found = texts.map((text) => [...gramsOf(text)].map((gram) => {
    const number = numbers.get(gram) ?? counts.push(0) - 1
    numbers.set(gram, number)
    counts[number]! += 1
    return number
  }))
  const ranks = new Int32Array(counts.length)
  for (const [rank, number] of [...counts.keys()].sort((a, b) => counts[a]! - counts[b]!).entries()) ranks[number] = rank
  return found.map((grams) => Int32Array.from(grams, (number) => ranks[number]!).sort())
}

function gramsOf(text: string): Set<string> {
  const grams = new Set<string>()
  const length = /\p{Script=Han}/u.test(text) ? 2 : 3
  for (let at = 0; at + length <= text.length; at += 1) grams.add(text.slice(at, at + length))
  return grams
}

/** What two ordered sets have in common, as a share of all that is in either. */
function share(a: Int32Array, b: Int32Array): number {
  if (Math.min(a.length, b.length) < NEAR * Math.max(a.length, b.length)) return 0
  let shared = 0
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) { shared += 1; i += 1; j += 1 } else if (a[i]! < b[j]!) i += 1
    else j += 1
  }
  return shared / (a.length + b.length - shared)
}
