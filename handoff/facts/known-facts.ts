import { conversationById } from '../../core/conversation/index.ts'
import type { Fact } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { cardInputOf } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { removedFacts } from './fact-queries.ts'

/** All that is known of a handoff's conversation, by name: at the handoff and since; what agents took away is not. */
export async function knownFacts(db: Db, handoff: Pick<Handoff, 'id' | 'conversationId'>): Promise<Fact[]> {
  const [input, conversation, removed] = await Promise.all([cardInputOf(db, handoff.id), conversationById(db, handoff.conversationId), removedFacts(db, handoff.conversationId)])
  return mergeFacts(input.facts.filter((fact) => !removed.has(fact.name)), Object.values(conversation?.dialog?.facts ?? {}))
}

/** By name; what came later holds. */
export function mergeFacts(first: Fact[], later: Fact[]): Fact[] {
  return [...new Map([...first, ...later].map((fact) => [fact.name, fact])).values()]
}
