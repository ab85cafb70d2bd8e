// Articles' names with a slip of the finger: a word that no name has, one letter away from one that some name has.

/** Shorter words are too near to others. */
const SHORTEST = 5
/** A word that stands for a whole name must be long: "sheep" is no "sheet". */
const SHORTEST_ALONE = 7
/** Words of a message that are looked at: each costs some four hundred look-ups. */
const MOST_WORDS = 12
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/**
 * The pieces with slips put right, or null when there are none. A piece is trusted alone when it is long, else only beside another piece
 * of a name. The first letter counts as said: fingers slip later.
 */
export function putRight<P extends { text: string }>(pieces: P[], words: ReadonlySet<string>): P[] | null {
  let looked = 0
  let isChanged = false
  const right = pieces.map((piece, at) => {
    const isCandidate = piece.text.length >= SHORTEST && /^[a-z]+$/.test(piece.text) && !words.has(piece.text)
    if (!isCandidate || looked >= MOST_WORDS) return piece
    const hasCompany = [pieces[at - 1], pieces[at + 1]].some(other => other !== undefined && other.text.length > 2 && words.has(other.text))
    if (!hasCompany && piece.text.length < SHORTEST_ALONE) return piece
    looked += 1
    const text = nearest(piece.text, words)
    if (text === null || isOtherForm(piece.text, text)) return piece
    isChanged = true
    return { ...piece, text }
  })
  return isChanged ? right : null
}

/** "Charged" is a word of its own, not a slip of "charger". */
function isOtherForm(word: string, known: string): boolean {
  return word.endsWith('ed') && known.endsWith('er') && word.slice(0, -1) === known.slice(0, -1)
}

/** A known word with one letter more, less, other, or two exchanged; null when there is none. */
function nearest(word: string, words: ReadonlySet<string>): string | null {
  // Nearly always there is none, and the few known words that look alike are compared sooner than hundreds of guesses are looked up.
  if (!alike(word, words).some((known) => isOneSlip(word, known))) return null
  for (let at = 1; at <= word.length; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)]
    if (tail.length > 1 && words.has(head + tail[1]! + tail[0]! + tail.slice(2))) return head + tail[1]! + tail[0]! + tail.slice(2)
    if (tail.length > 0 && words.has(head + tail.slice(1))) return head + tail.slice(1)
    for (const letter of LETTERS) {
      if (words.has(head + letter + tail)) return head + letter + tail
      if (tail.length > 0 && words.has(head + letter + tail.slice(1))) return head + letter + tail.slice(1)
    }
  }
  return null
}

const shapes = new WeakMap<ReadonlySet<string>, Map<string, string[]>>()

/** The known words that begin as this one does and are nearly as long. */
function alike(word: string, words: ReadonlySet<string>): string[] {
  let byShape = shapes.get(words)
  if (!byShape) {
    byShape = new Map()
    for (const known of words) {
      const shape = `${known[0]}${known.length}`
      const group = byShape.get(shape)
      if (group) group.push(known)
      else byShape.set(shape, [known])
    }
    shapes.set(words, byShape)
  }
  return [-1, 0, 1].flatMap((longer) => byShape.get(`${word[0]}${word.length + longer}`) ?? [])
}

function isOneSlip(said: string, known: string): boolean {
  let at = 0
  while (at < said.length && said[at] === known[at]) at += 1
  const [more, less] = [said.length > known.length ? 1 : 0, said.length < known.length ? 1 : 0]
  if (more + less > 0) return said.slice(at + more) === known.slice(at + less)
  const isExchanged = said[at] === known[at + 1] && said[at + 1] === known[at]
  return said.slice(at + 1) === known.slice(at + 1) || (isExchanged && said.slice(at + 2) === known.slice(at + 2))
}
