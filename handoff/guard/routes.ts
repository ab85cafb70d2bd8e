import { isId } from '../../core/ids.ts'
import { readerLanguage } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { notFound } from '../api/deed.ts'
import { doers, post } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { cardWords } from '../card/card-words.ts'
import { GuardAsked } from '../contract.ts'
import type { GuardAnswer } from '../contract.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import { knownFacts } from '../facts/known-facts.ts'
import { kindOf } from '../promises/promises.ts'
import { asksForKnown } from './asks-for-known.ts'
import { guardText } from './pass-guard.ts'

/** A text is read before it is sent: it stores nothing. */
export const guardRoutes: readonly DeskRoute[] = [
  post('/api/desk/conversations/:id/guard', doers, GuardAsked, check),
]

async function check({ ports, agent, params, body }: RouteContext<GuardAsked>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const handoff = isId(id) ? await visibleHandoff(ports.db, id, agent!) : null
  if (!handoff) return notFound()
  const [{ hits, promises }, facts] = await Promise.all([guardText(ports, ports.db, handoff, body.text), knownFacts(ports.db, handoff)])
  const reader = readerLanguage(agent, body.language)
  const labels = cardWords(reader).facts
  // Safer words are for the shopper, the name of a rule is for the agent who reads it.
  const names = new Map(reader === handoff.language ? [] : (await ports.guard(body.text, reader)).hits.map(({ rule, label }) => [rule, label]))
  return { status: 200, body: {
    hits: hits.map((hit) => ({ ...hit, label: names.get(hit.rule) ?? hit.label })), known: asksForKnown(body.text, facts).map(({ name, value }) => ({ name, value, label: labels[name] ?? name })),
    promises: promises.map(({ text, dueAt }) => ({ text, kind: kindOf(text), dueAt: dueAt ?? null })),
  } satisfies GuardAnswer }
}
