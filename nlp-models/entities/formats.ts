// The shop's own formats of order and tracking numbers: patterns from its configuration, accepted only when no text can make them slow.

export interface NumberFormats {
  /** Patterns of one order number, e.g. `\d{4,10}` or `BT-\d{6}`. */
  orderNumber: string[]
  trackingNumber: string[]
}

export const DEFAULT_FORMATS: NumberFormats = {
  orderNumber: ['\\d{4,10}'],
  // UPS; postal unions (LX123456789CN); carriers' own: some letters and many digits (SF1234567890123, YT…, JD…); digits alone.
  trackingNumber: ['1Z[A-Z0-9]{16}', '[A-Z]{2}\\d{9}[A-Z]{2}', '[A-Z]{2,4}\\d{10,18}', '\\d{12,22}'],
}

const LONGEST_PATTERN = 80
/** Ways a pattern may match at one place; with 512 places this stays far below a millisecond a pattern. */
const MOST_WAYS = 64

/** Says why a pattern is refused, or null. Allowed: letters, digits, `-_/ `, classes, `\d`, `\w`, groups `(?:a|b)`, and counts `{n}`, `{n,m}`, `?` on single characters. */
function refusePattern(pattern: string): string | null {
  if (pattern.length === 0 || pattern.length > LONGEST_PATTERN) return `a format has 1 to ${LONGEST_PATTERN} characters`
  const pieces = pattern.match(PIECE) ?? []
  if (pieces.join('') !== pattern) return 'a format may hold letters, digits, [classes], \\d, (?:a|b), {n}, {n,m} and ? only'
  let ways = 1
  let longest = 0
  for (const [index, piece] of pieces.entries()) {
    if (piece.startsWith('{') || piece === '?') {
      const before = pieces[index - 1]
      if (before === undefined || !isSingle(before)) return 'a count stands after one character or class only'
      const [least, most] = piece === '?' ? [0, 1] : countsOf(piece)
      if (most > 64 || least > most) return 'a count is at most 64'
      ways *= most - least + 1
      longest += most
    } else if (piece === '|') ways *= 2
    else longest += 1
  }
  if (ways > MOST_WAYS) return 'the format can match in too many ways: use fewer open counts'
  if (longest > 128) return 'the format is too long'
  return isCompilable(pattern) ? null : 'the format cannot be read'
}

/** The patterns as one expression that stands between other characters than letters and digits. Throws for a pattern that {@link refusePattern} refuses. */
export function compileFormats(patterns: string[]): RegExp[] {
  return patterns.map(pattern => {
    const refused = refusePattern(pattern)
    if (refused !== null) throw new Error(`The number format "${pattern.slice(0, LONGEST_PATTERN)}" is refused: ${refused}.`)
    return new RegExp(`(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`, 'gi')
  })
}

const PIECE = /\\[dw\-/.]|\[(?:\\[dw-]|[A-Za-z0-9_-])+\]|\(\?:|\)|\||\{\d{1,3}(?:,\d{1,3})?\}|\?|[A-Za-z0-9_/#-]| /g

function isSingle(piece: string) {
  return piece.startsWith('\\') || piece.startsWith('[') || /^[A-Za-z0-9_/# -]$/.test(piece)
}

function countsOf(piece: string): [number, number] {
  const [least, most] = piece.slice(1, -1).split(',').map(Number)
  return [least!, most ?? least!]
}

function isCompilable(pattern: string) {
  try {
    return new RegExp(`(?:${pattern})`, 'i') instanceof RegExp
  } catch {
    return false
  }
}
