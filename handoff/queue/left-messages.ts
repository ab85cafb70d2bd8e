import type { Db } from '../../core/db/db.ts'
import { takeUp } from '../deeds/claim.ts'
import type { Assignment, ClaimRefusal } from '../deeds/claim.ts'
import { insertAudit, leftMessageById, markLeftMessageDone } from '../feed/feed-queries.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { keepPromiseOfTask } from '../promises/promises.ts'

/** Ticks a left message off, and with it the promise that it is about; false when the team has no such message. Done twice is done. */
export function finishLeftMessage(ports: HandoffPorts, id: string, actor: Actor): Promise<boolean> {
  // The promise before its task, as whoever keeps one does.
  return tickOff(ports, id, actor, (tx, now) => keepPromiseOfTask(tx, id, actor, now))
}

async function tickOff(ports: HandoffPorts, id: string, actor: Actor, first?: (tx: Db, now: number) => Promise<void>): Promise<boolean> {
  const conversationId = await ports.db.transaction(async (tx) => {
    const now = ports.clock.now()
    await first?.(tx, now)
    const found = await markLeftMessageDone(tx, id, actor, now)
    if (!found) return null
    await insertAudit(tx, { agentId: actor.id, deed: 'left-message-done', conversationId: found, handoffId: null, detail: { leftMessageId: id }, now })
    await recordChange(tx, { team: actor.team, conversationId: found }, 'left-message-done', now)
    return found
  })
  if (conversationId) hintConsoles(ports, conversationId)
  return conversationId !== null
}

/** Takes up the conversation in which a message was left, and ticks it off. What was promised there is still to be kept. */
export async function takeUpLeftMessage(ports: HandoffPorts, id: string, actor: Actor): Promise<Assignment | ClaimRefusal> {
  const left = await leftMessageById(ports.db, id, actor.team)
  if (!left) return { no: 'not-found' }
  if (left.doneBy && left.doneBy.id !== actor.id) return { no: 'already-claimed', by: left.doneBy }
  const taken = await takeUp(ports, left.conversationId, actor)
  if (!('no' in taken)) await tickOff(ports, id, actor)
  return taken
}
