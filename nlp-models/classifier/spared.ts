// Which of the shipped lines the mentor does not learn, so that it hears them as it hears any shopper.
import { openRandom } from './random.ts'

interface Line { text: string; group: string }

/** So many lines of an intent, in whole paraphrase groups. Twice as many told no more. */
const SPARED = 40

/** The groups of an intent's lines that are spared, at most a third of them; `intent` is its number, and decides. */
export function sparedGroups(lines: Line[], intent: number): Set<string> {
  const sizes = new Map<string, number>()
  for (const { group } of lines) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const groups = [...sizes.keys()]
  const random = openRandom(intent + 1)
  const spared = new Set<string>()
  for (let count = 0; count < SPARED && spared.size < groups.length / 3;) {
    const group = groups[Math.floor(random() * groups.length)]!
    if (spared.has(group)) continue
    spared.add(group)
    count += sizes.get(group)!
  }
  return spared
}
