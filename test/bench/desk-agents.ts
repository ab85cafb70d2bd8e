import { systemClock } from '../../core/clock.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { addAgent, type Actor } from '../../handoff/index.ts'

/** Hires so many agents, each with room for 100 conversations at a time. */
export async function hireAgents(db: OpenedDatabase, count: number): Promise<Actor[]> {
  const now = systemClock.now()
  // One password is enough for all: making one takes longer than a claim.
  const added = await addAgent(db, { email: `agent-0-${now}@bench.example`, name: 'Agent 0', password: 'only for the bench', role: 'agent', capacity: 100 }, now)
  if (added === 'email-taken') throw new Error('the address was fresh')
  const { rows } = await db.query<{ id: string; name: string }>(
    `insert into agent (id, email, name, password_hash, role, team, languages, capacity, created_at)
     select gen_random_uuid(), 'agent-' || n || '-${now}@bench.example', 'Agent ' || n, a.password_hash, a.role, a.team, a.languages, a.capacity, a.created_at
     from agent a, generate_series(1, ${count - 1}) n where a.id = '${added.id}' returning id, name`)
  return [{ id: added.id, name: 'Agent 0', team: 'shop' }, ...rows.map((row) => ({ ...row, team: 'shop' }))]
}
