import { isId } from '../../core/ids.ts'
import type { Db } from '../../core/db/db.ts'
import { claim } from '../deeds/claim.ts'
import type { Assignment, ClaimRefusal } from '../deeds/claim.ts'
import { insertAudit, insertChange } from '../feed/feed-queries.ts'
import { isPresent, lockAgent, saveAway } from '../people/agent-queries.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import type { TimerHandler } from '../timers/timers.ts'
import { endOffer, lapsesOf, offerById, withdrawOffers } from './offer-queries.ts'
import type { Offer } from './offer-queries.ts'

export type OfferRefusal = { no: 'not-found' } | { no: 'offer-gone' }

/** Takes what was offered; the place that the offer kept becomes the conversation's. Refused when the offer has ended. */
export async function acceptOffer(ports: HandoffPorts, offerId: string, actor: Actor): Promise<Assignment | ClaimRefusal | OfferRefusal> {
  const offer = await ownOffer(ports, offerId, actor)
  if ('no' in offer) return offer
  return claim(ports, offer.conversationId, actor)
}

/** Lets it pass: it goes to the next, and comes back only when all others have had it. */
export async function declineOffer(ports: HandoffPorts, offerId: string, actor: Actor): Promise<{ conversationId: string } | OfferRefusal> {
  const offer = await ownOffer(ports, offerId, actor)
  if ('no' in offer) return offer
  const isMine = await ports.db.transaction((tx) => end(ports, tx, offer, 'declined'))
  if (!isMine) return { no: 'offer-gone' }
  hintConsoles(ports, offer.conversationId)
  return { conversationId: offer.conversationId }
}

async function ownOffer(ports: HandoffPorts, offerId: string, actor: Actor): Promise<Offer | OfferRefusal> {
  const offer = isId(offerId) ? await offerById(ports.db, offerId) : null
  if (!offer || offer.team !== actor.team || offer.agentId !== actor.id) return { no: 'not-found' }
  return offer.isOpen && offer.expiresAt > ports.clock.now() ? offer : { no: 'offer-gone' }
}

/** Timer: nobody answered the offer in time. Whose console is open and who lets one after the other pass is not there: they are set away, until they say that they are back. */
export const expireOffer: TimerHandler = async (ports, tx, timer, now) => {
  const found = await offerById(tx, timer.ref)
  if (!found?.isOpen) return
  // The agent before their offers, as everywhere.
  const agent = await lockAgent(tx, found.agentId)
  if (!(await end(ports, tx, found, 'expired'))) return
  if (agent && !agent.isAway && (await isPresent(tx, agent.id, now))) await setAwayAfterLapses(tx, agent, found, now)
  return () => { hintConsoles(ports, found.conversationId) }
}

async function setAwayAfterLapses(tx: Db, agent: Pick<Actor, 'id' | 'team'>, { handoffId }: Offer, now: number): Promise<void> {
  const { lapses, awayAfter } = await lapsesOf(tx, agent.id, handoffId)
  if (awayAfter === null || lapses < awayAfter || !(await saveAway(tx, agent.id, { isAway: true, because: 'lapsed', now }))) return
  await takeOffersBack(tx, agent.id, now)
  await insertAudit(tx, { agentId: agent.id, deed: 'away-after-lapses', conversationId: null, handoffId: null, detail: { lapses }, now })
  await insertChange(tx, { team: agent.team, conversationId: null, what: 'presence', now })
}

async function end(ports: HandoffPorts, tx: Db, offer: Offer, by: 'declined' | 'expired'): Promise<boolean> {
  const now = ports.clock.now()
  if (!(await endOffer(tx, offer.id, by, now))) return false
  await insertAudit(tx, { agentId: offer.agentId, deed: `offer-${by}`, conversationId: offer.conversationId, handoffId: offer.handoffId, detail: { offerId: offer.id }, now })
  await recordChange(tx, offer, `offer-${by}`, now)
  return true
}

/** Takes back what is offered to an agent who has gone away. */
export async function takeOffersBack(tx: Db, agentId: string, now: number): Promise<void> {
  for (const offer of await withdrawOffers(tx, agentId, now)) await recordChange(tx, offer, 'offer-withdrawn', now)
}
