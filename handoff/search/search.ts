import { wordsOf } from '../../core/conversation/index.ts'
import type { SearchAnswer, SearchHit } from '../contract.ts'
import { entryOf } from '../feed/view.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import type { Handoff } from '../queries.ts'
import { writePlace } from './place.ts'
import { findHandoffs } from './search-queries.ts'
import type { SearchFilter, SearchPlace } from './search-queries.ts'

export interface Asked extends SearchFilter {
  /** Looked for in what was said; all of them, in any order. */
  words: string
  /** Part of the shopper's name. */
  shopper: string
  after: SearchPlace | null
}

const hitsPerPage = 25
const lookedAtOnce = 50
// So many conversations are read for words before the answer says how far it got: a page is an answer within a second, however many there are.
const mostRead = 400
// And so many pages are looked for, where hardly any line of a window fits.
const mostPages = 10

/**
 * Finds conversations of the team again, newest first. Plain columns narrow them; words and names are personal text, which lies sealed, so they are
 * matched here, page by page.
 */
export async function search(ports: Pick<HandoffPorts, 'db' | 'foldText'>, actor: Pick<Actor, 'team'>, asked: Asked): Promise<SearchAnswer> {
  const words = ports.foldText(asked.words).split(/\s+/).filter((word) => word !== '').slice(0, 10)
  const name = ports.foldText(asked.shopper).trim()
  const isPersonal = words.length > 0 || name !== ''
  const hits: SearchHit[] = []
  let { after } = asked
  let read = 0
  for (let pages = 0; pages < mostPages && read < mostRead; pages++) {
    const { handoffs, next } = await findHandoffs(ports.db, actor.team, asked, { after, limit: lookedAtOnce })
    const named = handoffs.filter((one) => name === '' || ports.foldText(one.shopperName ?? '').includes(name))
    const found = new Map((await matches(ports, named, words)).map((hit) => [hit.entry.handoffId, hit]))
    for (const handoff of handoffs) {
      after = { at: handoff.requestedAt, id: handoff.id }
      const hit = found.get(handoff.id)
      if (hit) hits.push(hit)
      if (hits.length === hitsPerPage) return { hits, cursor: writePlace(after), searchedUntil: isPersonal ? after.at : null }
    }
    if (!next) return { hits, cursor: null, searchedUntil: null }
    after = next
    read += handoffs.length
  }
  return { hits, cursor: after && writePlace(after), searchedUntil: after?.at ?? null }
}

async function matches({ db, foldText }: Pick<HandoffPorts, 'db' | 'foldText'>, handoffs: Handoff[], words: string[]): Promise<SearchHit[]> {
  if (words.length === 0) return handoffs.map((handoff) => ({ entry: entryOf(handoff), found: null }))
  const said = await wordsOf(db, handoffs.map((handoff) => handoff.conversationId))
  return handoffs.flatMap((handoff) => {
    const lines = (said.get(handoff.conversationId) ?? []).map((line) => ({ ...line, folded: foldText(line.text) }))
    if (!words.every((word) => lines.some((line) => line.folded.includes(word)))) return []
    // The line that holds most of the words; of equals the latest.
    const best = lines.map((line) => ({ ...line, count: words.filter((word) => line.folded.includes(word)).length })).toSorted((a, b) => b.count - a.count || b.seq - a.seq)[0]!
    return [{ entry: entryOf(handoff), found: { seq: best.seq, text: around(best.text, best.folded.indexOf(words.find((word) => best.folded.includes(word))!)) } }]
  })
}

/** At most 160 characters around a place. */
function around(text: string, at: number): string {
  const from = Math.max(0, at - 60)
  const cut = text.slice(from, from + 156).toWellFormed().replaceAll('\uFFFD', '')
  return `${from > 0 ? '…' : ''}${cut}${from + 156 < text.length ? '…' : ''}`
}
