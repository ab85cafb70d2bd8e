import type { Db } from '../../core/db/db.ts'
import { lockConversation } from '../../core/conversation/index.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import type { Handoff } from '../queries.ts'
import { visibleHandoff } from './claim.ts'
import { beginWatch, endWatch } from './life-queries.ts'
import type { SpeakRefusal } from './speak.ts'

/** A lead reads along with an open conversation, shown to its agent or not; on record either way. Nothing changes about who is in charge. */
export function watch(ports: HandoffPorts, conversationId: string, actor: Actor, { isShown }: { isShown: boolean }): Promise<'done' | SpeakRefusal> {
  return look(ports, { conversationId, actor, deed: 'watch', isShown }, async (tx, handoff, now) => {
    if (handoff.status !== 'waiting' && handoff.status !== 'accepted') return false
    await beginWatch(tx, { handoffId: handoff.id, agentId: actor.id, isShown, now })
    return true
  })
}

/** Ends watching. Done twice is done. */
export function unwatch(ports: HandoffPorts, conversationId: string, actor: Actor): Promise<'done' | SpeakRefusal> {
  return look(ports, { conversationId, actor, deed: 'unwatch', isShown: null }, async (tx, handoff) => {
    await endWatch(tx, handoff.id, actor.id)
    return true
  })
}

interface Look {
  conversationId: string
  actor: Actor
  deed: 'watch' | 'unwatch'
  isShown: boolean | null
}

async function look(ports: HandoffPorts, { conversationId, actor, deed, isShown }: Look, change: (tx: Db, handoff: Handoff, now: number) => Promise<boolean>): Promise<'done' | SpeakRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' } as const
    const now = ports.clock.now()
    if (!(await change(tx, handoff, now))) return { no: 'not-possible', why: 'ended' } as const
    await insertAudit(tx, { agentId: actor.id, deed, conversationId, handoffId: handoff.id, ...(isShown === null ? {} : { detail: { isShown } }), now })
    await recordChange(tx, handoff, deed, now)
    return 'done'
  })
  if (answer === 'done') hintConsoles(ports, conversationId)
  return answer
}
