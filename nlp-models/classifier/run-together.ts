// Words written without a space between them: "trackmy order", "wheresmyorder".

const LONGEST = 30
const LONGEST_PART = 14
/** Of one or two letters only these are believed: any word ends in something. */
const SHORT = new Set(['i', 'a', 'my', 'is', 'to', 'do', 'in', 'on', 'it', 'of', 'no', 'me', 'be', 'we', 'us', 'or', 'at', 'by', 'if', 'so', 'he', 'up', 'am', 'an', 'go'])
/** A part costs this and the logarithm of its rank (Zipf: the surprise of a word), a letter pays as much. */
const PART = 3
const LETTER = 2.6

/** The likeliest known words that make up the word, or null when none do at a fair price; `ranks` tells the place of a word among the commonest. */
export function takeApart(word: string, ranks: ReadonlyMap<string, number>): string[] | null {
  if (word.length > LONGEST) return null
  const costs = [0]
  const froms = [0]
  for (let end = 1; end <= word.length; end++) {
    costs[end] = Infinity
    for (let from = Math.max(0, end - LONGEST_PART); from < end; from++) {
      const cost = costs[from]! + partCost(word.slice(from, end), ranks)
      if (cost >= costs[end]!) continue
      costs[end] = cost
      froms[end] = from
    }
  }
  if (costs[word.length]! > LETTER * word.length) return null
  const parts: string[] = []
  for (let end = word.length; end > 0; end = froms[end]!) parts.unshift(word.slice(froms[end]!, end))
  return parts.length <= Math.ceil(word.length / 3) ? parts : null
}

function partCost(part: string, ranks: ReadonlyMap<string, number>): number {
  const rank = part.length < 3 && !SHORT.has(part) ? undefined : ranks.get(part)
  return rank === undefined ? Infinity : PART + Math.log(rank + 3)
}
