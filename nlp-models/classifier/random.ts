// Chance that can be repeated: the same seed gives the same numbers on every machine.

export type Random = () => number

/** Numbers in [0, 1), mulberry32 (Tommy Ettinger, public domain). */
export function openRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Shuffles in place (Fisher–Yates). */
export function shuffle<List extends { [at: number]: unknown; length: number }>(list: List, random: Random): List {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = list[at]
    list[at] = list[other]
    list[other] = kept
  }
  return list
}

/** A normally distributed number (Box–Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
