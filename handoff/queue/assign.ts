import type { Db } from '../../core/db/db.ts'
import { errorLine } from '../../core/errors.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { isPresent, lockAgent } from '../people/agent-queries.ts'
import { deskChannel, recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { countOpenAssignments } from '../queries.ts'
import { setTimer } from '../timers/timers.ts'
import { chooseAgent } from './choose-agent.ts'
import type { PresentAgent } from './choose-agent.ts'
import { hasPushedQueue, headsToOffer, insertOffer, pastOf, presentAgents } from './offer-queries.ts'
import type { Offerable } from './offer-queries.ts'

/** Offers the heads of all pushed queues to agents with room, each to one, in the order of the queues: an older one is never overtaken by an equal newer one. Returns how many offers were made. */
async function assignWaiting(ports: HandoffPorts): Promise<number> {
  const present = await presentAgents(ports.db, ports.clock.now())
  const free = present.filter((agent) => agent.free > 0)
  if (free.length === 0) return 0
  let made = 0
  for (const head of await headsToOffer(ports.db, languagesOf(free))) {
    if (await offerToSomebody(ports, head, present)) made += 1
    if (present.every((agent) => agent.free <= 0)) break
  }
  return made
}

// One who speaks any language may be asked for every line.
function languagesOf(agents: PresentAgent[]): string[] | null {
  return agents.some((agent) => agent.languages.length === 0) ? null : [...new Set(agents.flatMap((agent) => agent.languages))]
}

/** Asks one agent after the other until one has room; `present` is kept true to what was offered. */
async function offerToSomebody(ports: HandoffPorts, head: Offerable, present: PresentAgent[]): Promise<boolean> {
  const unasked = { ...head, lastAgentId: null, passedBy: [] }
  if (!chooseAgent(unasked, present)) return false
  const need = { ...head, ...(await pastOf(ports.db, head)) }
  for (let chosen = chooseAgent(need, present); chosen; chosen = chooseAgent(need, present)) {
    const { agent, isNewRound } = chosen
    const answer = await offerTo(ports, head, { agent, round: head.round + (isNewRound && need.passedBy.length > 0 ? 1 : 0) })
    if (answer === 'gone') return false
    if (answer === 'made') {
      agent.free -= 1
      agent.held[head.queueId] = (agent.held[head.queueId] ?? 0) + 1
      return true
    }
    agent.free = 0
  }
  return false
}

/** One transaction locks the agent's row, counts, then makes the offer, as a claim does. */
async function offerTo(ports: HandoffPorts, head: Offerable, { agent, round }: { agent: PresentAgent; round: number }): Promise<'made' | 'no-room' | 'gone'> {
  const now = ports.clock.now()
  const answer = await ports.db.transaction(async (tx) => {
    const locked = await lockAgent(tx, agent.id)
    const isThere = locked && !locked.isAway && locked.team === head.team && (await isPresent(tx, agent.id, now))
    if (!isThere || (await countOpenAssignments(tx, agent.id)) >= locked.capacity) return 'no-room'
    return (await makeOffer(tx, head, { agentId: agent.id, round, now })) ? 'made' : 'gone'
  })
  if (answer === 'made') ports.hint(deskChannel, head.conversationId)
  return answer
}

async function makeOffer(tx: Db, head: Offerable, { agentId, round, now }: { agentId: string; round: number; now: number }): Promise<boolean> {
  const expiresAt = now + head.offerMs
  const offer = await insertOffer(tx, { handoffId: head.id, agentId, round, now, expiresAt })
  if (!offer) return false
  await setTimer(tx, { kind: 'offer-expiry', ref: offer.id, at: expiresAt })
  await insertAudit(tx, { agentId, deed: 'offer', conversationId: head.conversationId, handoffId: head.id, detail: { offerId: offer.id, round }, now })
  await recordChange(tx, offer, 'offered', now)
  return true
}

/** How long it is believed that no queue is pushed; the sweep looks every time. */
const believedMs = 5_000

/** Assigns in the background, never twice at once; asked for while it runs, it runs once more. What a process leaves behind is found by the sweep. */
export function openAssigner(ports: HandoffPorts): { soon(): void; run(): Promise<number>; idle(): Promise<void> } {
  let running: Promise<number> | null = null
  let isWanted = false
  let nothingPushedUntil = 0
  const loop = async () => {
    let made = 0
    do {
      isWanted = false
      const isPushed = await hasPushedQueue(ports.db)
      nothingPushedUntil = isPushed ? 0 : ports.clock.now() + believedMs
      if (isPushed) made += await assignWaiting(ports)
    } while (isWanted)
    return made
  }
  const start = () => {
    running = loop().finally(() => { running = null })
    return running
  }
  return {
    soon() {
      if (running) isWanted = true
      else if (ports.clock.now() >= nothingPushedUntil) start().catch((error: unknown) => { ports.log.warn({ why: errorLine(error) }, 'waiting conversations could not be offered: the next look does it') })
    },
    async run() {
      await running?.catch(() => 0)
      return start()
    },
    async idle() { await running?.catch(() => 0) },
  }
}
