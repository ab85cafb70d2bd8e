import { emptyDialogState, lockConversation, saveDialog } from '../../core/conversation/index.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { keepOrderNumbers } from '../search/order-numbers.ts'
import { deleteRemovedFact, insertRemovedFact } from './fact-queries.ts'

/** Says what is right, or (empty value) that a fact is none; every agent of the team may. The bot knows it from then on and does not ask again. */
export async function setFact(ports: HandoffPorts, conversationId: string, actor: Actor, { name, value }: { name: string; value: string }): Promise<'done' | { no: 'not-found' }> {
  const answer = await ports.db.transaction(async (tx) => {
    const conversation = await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!conversation || !handoff) return { no: 'not-found' } as const
    const now = ports.clock.now()
    const state = conversation.dialog ?? emptyDialogState()
    const { [name]: _before, ...others } = state.facts
    await saveDialog(tx, conversationId, { ...state, facts: value === '' ? others : { ...others, [name]: { name, value, confirmedBy: 'agent' } } })
    await (value === '' ? insertRemovedFact : deleteRemovedFact)(tx, conversationId, name)
    if (name === 'order-number' && value !== '') await keepOrderNumbers(tx, handoff.team, conversationId, [value])
    await insertAudit(tx, { agentId: actor.id, deed: value === '' ? 'fact-removed' : 'fact-set', conversationId, handoffId: handoff.id, detail: { fact: name }, now })
    await recordChange(tx, handoff, 'fact', now)
    return 'done'
  })
  if (answer === 'done') hintConsoles(ports, conversationId)
  return answer
}
