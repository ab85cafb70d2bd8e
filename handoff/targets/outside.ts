import { lockConversation } from '../../core/conversation/index.ts'
import type { Attachment } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { sha256 } from '../../core/ids.ts'
import { Complete } from '../contract.ts'
import type { AgentName, Disposition } from '../contract.ts'
import { accept, relieve } from '../deeds/claim.ts'
import { complete } from '../deeds/end.ts'
import { reply } from '../deeds/speak.ts'
import { carryOn, hintConsoles } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { handoffById } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { fallBack } from './fall-back.ts'
import { linkOf, lockLink, moveLink } from './link-queries.ts'
import type { TargetLink } from './link-queries.ts'
import { outsideAgent, outsideOf } from './outside-agents.ts'
import type { HandoffTarget } from './target.ts'

/** Why what an outside desk says is not done. `too-late`: the handoff is not theirs any more. */
export type OutsideRefusal = { no: 'not-found' } | { no: 'too-late' } | { no: 'already-claimed'; by: AgentName } | { no: 'guarded' }

/** What an outside desk says of a handoff, in our words. */
export interface OutsidePorts {
  ports: HandoffPorts
  target: HandoffTarget
}

/** Somebody at the outside desk takes the handoff: a takeover. Said again it is done already; another of theirs relieves the first. Refused when one of our own people was faster. */
export async function acceptFromOutside({ ports, target }: OutsidePorts, handoffId: string, agentName: string): Promise<'done' | OutsideRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    const found = await lockHandoff(tx, target, handoffId)
    if ('no' in found) return found
    const actor = await outsideAgent(tx, { target: target.name, team: found.handoff.team }, agentName, ports.clock.now())
    return takeFor(ports, tx, found.handoff, actor)
  })
  if (answer !== 'done') return answer
  const handoff = await handoffById(ports.db, handoffId)
  if (handoff) carryOn(ports, handoff.conversationId)
  return 'done'
}

/** The outside desk does not take the handoff, or gives it up: it waits in our own queue. */
export async function failFromOutside({ ports, target }: OutsidePorts, handoffId: string, note: string): Promise<'done' | OutsideRefusal> {
  const link = await linkOf(ports.db, handoffId)
  if (link?.target !== target.name) return { no: 'not-found' }
  if (link.state === 'fallen-back') return 'done'
  if (link.state === 'ended') return { no: 'too-late' }
  if ((await fallBack(ports, target, handoffId, 'declined')) && note) {
    await ports.db.transaction((tx) => ports.say(tx, link.conversationId, { note, agentId: null }))
    hintConsoles(ports, link.conversationId)
  }
  return 'done'
}

export interface OutsideEnd {
  agentName: string
  disposition: Disposition
  next: 'bot' | 'closed'
  note: string
}

/** The outside desk has finished: the conversation is closed, or goes back to the bot. Who finishes without having taken it has taken it. */
export async function completeFromOutside(outside: OutsidePorts, handoffId: string, end: OutsideEnd): Promise<'done' | OutsideRefusal> {
  const { ports, target } = outside
  const link = await linkOf(ports.db, handoffId)
  if (link?.target !== target.name) return { no: 'not-found' }
  if (link.state === 'ended') return (await wasTheirs(ports, link)) ? 'done' : { no: 'too-late' }
  const held = link.state === 'accepted' ? (await handoffById(ports.db, handoffId))!.agent : null
  const taken = held ? 'done' : await acceptFromOutside(outside, handoffId, end.agentName)
  if (taken !== 'done') return taken
  const handoff = (await handoffById(ports.db, handoffId))!
  const actor = { ...handoff.agent!, team: handoff.team }
  const done = await complete(ports, handoff.conversationId, actor, Complete.parse({ disposition: end.disposition, next: end.next, note: end.note }))
  if (done !== 'done') return { no: 'too-late' }
  await ports.db.transaction((tx) => moveLink(tx, handoffId, { from: ['offered', 'accepted'], to: 'ended', now: ports.clock.now() }))
  return 'done'
}

export interface OutsideWords {
  /** Theirs: the same words sent twice have the same. */
  id: string
  agentName: string
  text: string
  attachments: Attachment[]
}

/** Words of somebody at the outside desk go to the shopper, once per id. Who answers without having taken the handoff takes it. */
export async function replyFromOutside(outside: OutsidePorts, handoffId: string, words: OutsideWords): Promise<'done' | OutsideRefusal> {
  const { ports, target } = outside
  const taken = await acceptFromOutside(outside, handoffId, words.agentName)
  if (taken !== 'done') return taken
  const handoff = (await handoffById(ports.db, handoffId))!
  const key = keyOf(target.name, handoffId, words.id)
  const said = await reply(ports, handoff.conversationId, { ...handoff.agent!, team: handoff.team }, { text: words.text, attachments: words.attachments, key, acknowledged: 'unasked' })
  if (said === 'said') return 'done'
  return said.no === 'not-found' || said.no === 'not-yours' ? { no: 'too-late' } : { no: 'guarded' }
}

async function lockHandoff(tx: Db, target: HandoffTarget, handoffId: string): Promise<{ handoff: Handoff } | OutsideRefusal> {
  const known = await handoffById(tx, handoffId)
  if (!known) return { no: 'not-found' }
  await lockConversation(tx, known.conversationId)
  const link = await lockLink(tx, handoffId)
  if (link?.target !== target.name) return { no: 'not-found' }
  const handoff = (await handoffById(tx, handoffId))!
  if (handoff.status === 'accepted' && handoff.agent && (await outsideOf(tx, handoff.agent.id)) !== target.name) return { no: 'already-claimed', by: handoff.agent }
  const isOpen = link.state === 'offered' || link.state === 'accepted'
  return isOpen && (handoff.status === 'waiting' || handoff.status === 'accepted') ? { handoff } : { no: 'too-late' }
}

// Capacity is the other desk's own matter: an outside desk enters as a takeover.
async function takeFor(ports: HandoffPorts, tx: Db, handoff: Handoff, actor: Actor): Promise<'done' | OutsideRefusal> {
  if (handoff.status === 'waiting' && !(await accept(ports, tx, { handoff, actor, event: 'take-over' }))) return { no: 'too-late' }
  if (handoff.status === 'accepted' && handoff.agent!.id !== actor.id) await relieve(ports, tx, handoff, actor)
  await moveLink(tx, handoff.id, { from: ['offered'], to: 'accepted', now: ports.clock.now() })
  return 'done'
}

async function wasTheirs(ports: HandoffPorts, link: TargetLink): Promise<boolean> {
  const handoff = await handoffById(ports.db, link.handoffId)
  return handoff?.status === 'completed' && handoff.agent !== null && (await outsideOf(ports.db, handoff.agent.id)) === link.target
}

function keyOf(target: string, handoffId: string, id: string): string {
  const hash = sha256(['outside words', target, handoffId, id].join('\n'))
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
