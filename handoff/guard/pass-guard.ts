import type { z } from 'zod'
import { conversationById } from '../../core/conversation/index.ts'
import type { GuardHit, GuardResult } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { Acknowledged } from '../contract.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import type { Handoff } from '../queries.ts'
import { insertGuardHits } from './hit-queries.ts'

/** The guard keeps these words back: every hit that is not acknowledged as its rule asks. */
export interface Guarded { no: 'guarded'; hits: GuardHit[] }

/** What its writer has seen and given reasons for; `unasked` of people at another desk, whom we cannot ask: only what is blocked is kept back from them. */
export type Acknowledgement = z.output<typeof Acknowledged> | 'unasked'

export interface WordsToPass {
  handoff: Handoff
  actor: Pick<Actor, 'id'>
  text: string
  acknowledged: Acknowledgement
}

/** Reads an agent's words before they go to the shopper; what is kept back is on record. Of those that pass, `recordPassed` keeps what was found. */
export async function passGuard(ports: HandoffPorts, tx: Db, words: WordsToPass): Promise<GuardResult | Guarded> {
  const found = await guardText(ports, tx, words.handoff, words.text)
  const held = found.hits.filter((hit) => !isAcknowledged(hit, words.acknowledged))
  if (held.length === 0) return found
  await keep(ports, tx, words, { hits: held, outcome: 'held-back' })
  return { no: 'guarded', hits: found.hits }
}

/** Keeps what was found in words that are being sent all the same, with the reasons given. */
export function recordPassed(ports: HandoffPorts, tx: Db, words: WordsToPass, { hits }: GuardResult): Promise<void> {
  return keep(ports, tx, words, { hits, outcome: 'sent' })
}

/** What the guard says of a text to this shopper: their own phone and e-mail may be said. */
export async function guardText(ports: Pick<HandoffPorts, 'guard'>, db: Db, handoff: Pick<Handoff, 'conversationId' | 'language'>, text: string): Promise<GuardResult> {
  const found = await ports.guard(text, handoff.language)
  if (found.hits.length === 0) return found
  const facts = Object.values((await conversationById(db, handoff.conversationId))?.dialog?.facts ?? {})
  const own = facts.filter(({ name }) => name === 'phone' || name === 'email' || name === 'contact').map(({ value }) => value)
  return own.length === 0 ? found : ports.guard(text, handoff.language, own)
}

function isAcknowledged(hit: GuardHit, acknowledged: Acknowledgement): boolean {
  if (hit.deed === 'block') return false
  if (acknowledged === 'unasked') return true
  return acknowledged.some(({ rule, reason }) => rule === hit.rule && (hit.deed === 'warn' || reason !== ''))
}

/** Once a rule, however often it speaks. */
function keep(
  ports: HandoffPorts, tx: Db, { handoff, actor, acknowledged }: WordsToPass, { hits, outcome }: { hits: GuardHit[]; outcome: 'held-back' | 'sent' },
): Promise<void> {
  const byRule = [...new Map(hits.map((hit) => [hit.rule, hit])).values()]
  const reasonOf = (rule: string) => (acknowledged === 'unasked' ? '' : acknowledged.find((one) => one.rule === rule)?.reason ?? '')
  return insertGuardHits(tx, byRule.map(({ rule, deed }) => ({
    team: handoff.team, handoffId: handoff.id, conversationId: handoff.conversationId, agentId: actor.id, rule, deed, outcome, reason: reasonOf(rule),
  })), ports.clock.now())
}
