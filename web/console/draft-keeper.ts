const quietMs = 1500

type Post = (text: string) => Promise<unknown>

interface Kept {
  wanted: string
  /** What the server was last given; null when that failed. */
  posted: string | null
  /** What this page gave or said: the server's echo of it is no news. */
  own: Set<string>
  timer: ReturnType<typeof setTimeout> | undefined
  underWay: Promise<void> | null
}

// By agent and conversation; outlives the box, for the last words often come just before one turns to another conversation.
const all = new Map<string, Kept>()

/** Brings what is written to the server a moment after the last key: one request at a time, the last words last. */
export function keepOnServer(name: string, text: string, post: Post): void {
  const kept = keptOf(name)
  if (kept.wanted === text) return
  kept.wanted = text
  clearTimeout(kept.timer)
  kept.timer = setTimeout(() => { kept.underWay ??= bring(kept, post).finally(() => { kept.underWay = null }) }, quietMs)
}

/** The words have left the box to be said, which ends the draft on the server too. Resolves when no older draft can come behind them. */
export async function leaveDraft(name: string, said: string): Promise<void> {
  const kept = keptOf(name)
  clearTimeout(kept.timer)
  kept.own.add(said)
  Object.assign(kept, { wanted: '', posted: '' })
  await kept.underWay
}

/** True of words that the server only has from this page. */
export function isOwnDraft(name: string, text: string): boolean {
  return all.get(name)?.own.has(text) ?? false
}

async function bring(kept: Kept, post: Post): Promise<void> {
  while (kept.posted !== kept.wanted) {
    const text = kept.wanted
    kept.posted = text
    kept.own.add(text)
    try {
      await post(text)
    } catch {
      // It still stands in this browser, and goes with the next change.
      if (kept.posted === text) kept.posted = null
      return
    }
  }
}

function keptOf(name: string): Kept {
  const kept = all.get(name) ?? { wanted: '', posted: '', own: new Set<string>(), timer: undefined, underWay: null }
  all.set(name, kept)
  return kept
}
