import type { SignedIn } from '../people/agents.ts'
import type { HandoffPorts } from '../ports.ts'
import { insertRead } from './audit-queries.ts'

/** Auditors read without taking part: that they read a conversation is itself put on record. Of those who answer, the deeds are. */
export async function recordRead(ports: Pick<HandoffPorts, 'db' | 'clock'>, agent: SignedIn | null, conversationId: string): Promise<void> {
  if (agent?.role === 'auditor') await insertRead(ports.db, { agentId: agent.id, conversationId, now: ports.clock.now() })
}
