// Which lines are kin: written as variations of one sentence. A machine that knows a line's kin is judged too kindly on it.

/** Shares of their words that two lines of one intent must have in common. */
const ALIKE = 0.5
/** Lines of one intent that are compared with one another; the rest are each a family of their own. */
const MOST_COMPARED = 400

const WORD = /\p{Script=Han}|[\p{L}\p{M}]+(?:'\p{L}+)?|\p{N}+/gu

/** The family of each line, by number: lines of one target that are alike, and those alike to these, are one family. */
export function findKin(texts: string[], target: ArrayLike<number>): Int32Array {
  const families = Int32Array.from(texts, (_, at) => at)
  const byTarget = Map.groupBy(texts.keys(), (line) => target[line]!)
  for (const lines of byTarget.values()) joinKin(lines.slice(0, MOST_COMPARED), texts, families)
  return families.map((_, at) => headOf(families, at))
}

function joinKin(lines: number[], texts: string[], families: Int32Array) {
  const words = lines.map((line) => new Set<string>(texts[line]!.match(WORD) ?? []))
  for (let a = 0; a < lines.length; a++) {
    for (let b = 0; b < a; b++) {
      if (areAlike(words[a]!, words[b]!)) families[headOf(families, lines[a]!)] = headOf(families, lines[b]!)
    }
  }
}

function areAlike(some: Set<string>, others: Set<string>): boolean {
  if (Math.min(some.size, others.size) < ALIKE * Math.max(some.size, others.size)) return false
  let common = 0
  for (const word of some) if (others.has(word)) common++
  return common >= ALIKE * (some.size + others.size - common)
}

function headOf(families: Int32Array, line: number): number {
  let head = line
  while (families[head] !== head) head = families[head]!
  families[line] = head
  return head
}
