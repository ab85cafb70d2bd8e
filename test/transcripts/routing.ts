import { settle } from '../app.ts'
import { actorNamed, conversationOf, type Stage } from './stage.ts'

/** `queues are pushed`, `Omar is skilled in payment 3, complaint 1`; false when the words say something else. */
export async function routingGiven(stage: Stage, text: string): Promise<boolean> {
  const { handoff, db } = stage.test.app
  const lee = actorNamed(stage, 'Lee')
  if (text === 'queues are pushed') {
    const { rows } = await db.query<{ id: string }>('select id from queue')
    for (const { id } of rows) await handoff.changeQueue(lee, id, { assignment: 'push' })
    return true
  }
  const [, who, list] = /^(\w+) is skilled in (.+)$/.exec(text) ?? []
  if (!who || !list) return false
  const skills = list.split(', ').map((one) => ({ skill: one.split(' ')[0]!, level: Number(one.split(' ')[1] ?? 2) as 1 | 2 | 3 }))
  const answer = await handoff.setAgentSkills(lee, actorNamed(stage, who).id, { skills })
  if ('no' in answer) throw new Error(`refused: ${JSON.stringify(answer)}`)
  return true
}

/** `[Mei takes the offer]`, `[Mei declines]`, `[Omar cannot accept: reserved]`; false when the words say something else. */
export async function routingDeed(stage: Stage, text: string): Promise<boolean> {
  const [, who, what, why] = /^(\w+) (takes the offer|declines|cannot accept)(?:: (\S+))?$/.exec(text) ?? []
  if (!who || !what) return false
  const { handoff } = stage.test.app
  const actor = actorNamed(stage, who)
  const { id } = await conversationOf(stage, stage.speaker)
  const [offer] = await offersOf(stage, id)
  const answer = what === 'cannot accept' ? await handoff.claim(id, actor) : await handoff[what === 'declines' ? 'declineOffer' : 'acceptOffer'](offer?.id ?? '', actor)
  const refusal = 'no' in answer ? answer.no : undefined
  if (refusal !== why) throw new Error(refusal ? `refused: ${JSON.stringify(answer)}` : 'it was not refused')
  await settle(stage.test)
  return true
}

/** The open offer of a conversation. */
export async function offersOf({ test }: Stage, conversationId: string): Promise<{ id: string; agent: string }[]> {
  const { rows } = await test.app.db.query<{ id: string; agent: string }>(
    'select o.id, a.name as agent from offer o join agent a on a.id = o.agent_id where o.conversation_id = $1 and o.ended_at is null', [conversationId])
  return rows
}
