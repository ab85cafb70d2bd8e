import { lockConversation } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { isPresent, teamOf } from '../people/agent-queries.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { visibleHandoff } from './claim.ts'
import { answerConsult, beginConsult, isDone } from './life-queries.ts'
import { ownHandoff } from './speak.ts'
import type { SpeakRefusal } from './speak.ts'

/** Asks a colleague who is there, once per `key`, by a whisper that never reaches the shopper. Whoever is in charge stays in charge. */
export async function consult(
  ports: HandoffPorts, conversationId: string, actor: Actor, question: { agentId: string; text: string; key: string },
): Promise<'asked' | SpeakRefusal | { no: 'no-such-target' }> {
  const answer = await ports.db.transaction(async (tx) => {
    const mine = await ownHandoff(tx, conversationId, actor)
    if ('no' in mine) return mine
    const now = ports.clock.now()
    const { agentId, text, key } = question
    if (agentId === actor.id || !(await isColleagueThere(tx, agentId, actor.team, now))) return { no: 'no-such-target' } as const
    const isFirst = await insertAudit(tx, { agentId: actor.id, deed: 'consult', conversationId, handoffId: mine.id, detail: { agentId }, key, now })
    if (!isFirst) return 'asked'
    await beginConsult(tx, { handoffId: mine.id, conversationId, team: mine.team, askedBy: actor.id, agentId, now })
    await ports.say(tx, conversationId, { note: text, agentId: actor.id, to: agentId })
    await recordChange(tx, mine, 'consulted', now)
    return 'asked'
  })
  if (answer === 'asked') hintConsoles(ports, conversationId)
  return answer
}

/** The colleague's answer, once per `key`, by a whisper to whoever asked. */
export async function answerConsultation(
  ports: HandoffPorts, conversationId: string, actor: Actor, { text, key }: { text: string; key: string },
): Promise<'answered' | SpeakRefusal> {
  const answer = await ports.db.transaction(async (tx) => {
    await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' } as const
    const now = ports.clock.now()
    const askedBy = await answerConsult(tx, handoff.id, actor.id, now)
    if (askedBy === null) return (await isDone(tx, key)) ? 'answered' : { no: 'not-possible', why: 'not-asked' } as const
    await insertAudit(tx, { agentId: actor.id, deed: 'consult-answer', conversationId, handoffId: handoff.id, key, now })
    await ports.say(tx, conversationId, { note: text, agentId: actor.id, to: askedBy })
    await recordChange(tx, handoff, 'consult-answered', now)
    return 'answered'
  })
  if (answer === 'answered') hintConsoles(ports, conversationId)
  return answer
}

async function isColleagueThere(tx: Db, agentId: string, team: string, now: number): Promise<boolean> {
  return (await teamOf(tx, agentId)) === team && isPresent(tx, agentId, now)
}
