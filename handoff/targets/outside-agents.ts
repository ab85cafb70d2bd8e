import type { Database, Db } from '../../core/db/db.ts'
import { sha256 } from '../../core/ids.ts'
import { saveLease } from '../people/agent-queries.ts'
import type { Actor } from '../ports.ts'
import type { HandoffTarget } from './target.ts'

/**
 * Who speaks at an outside desk is an agent here too, so that every deed, mark and rule of the desk holds for them: a row a person, made when they first
 * appear, and one for the desk itself, whose presence says that somebody is there. No password, no room for offers, not listed among the desk's people.
 */
export async function outsideAgent(tx: Db, desk: { target: string; team: string }, name: string, now: number): Promise<Actor> {
  const id = idOf(desk, name)
  await tx.query(
    `insert into agent (id, email, name, password_hash, role, team, capacity, outside, created_at) values ($1, $2, $3, '', 'agent', $4, 0, $5, $6) on conflict do nothing`,
    [id, `${id}@${desk.target}.invalid`, name, desk.team, desk.target, new Date(now)])
  return { id, name, team: desk.team }
}

/** Says to every team whether somebody is there at the outside desk: who asks for a person is then put in the queue though nobody is at our own. Its people themselves have no console here and cannot vanish. */
export async function keepPresent(db: Database, target: Pick<HandoffTarget, 'name' | 'label'>, lease: { now: number; until: number }): Promise<void> {
  const { rows } = await db.query<{ team: string }>('select distinct team from queue')
  for (const { team } of rows) {
    const desk = await outsideAgent(db, { target: target.name, team }, target.label, lease.now)
    await saveLease(db, desk.id, lease.now, lease.until)
  }
}

/** Of which outside desk this agent is one; null for a person of our own. */
export async function outsideOf(db: Db, agentId: string): Promise<string | null> {
  const { rows } = await db.query<{ outside: string | null }>('select outside from agent where id = $1', [agentId])
  return rows[0]?.outside ?? null
}

// The id follows from who it is: every replica finds the same row.
function idOf({ target, team }: { target: string; team: string }, name: string): string {
  const hash = sha256(['outside agent', target, team, name].join('\n'))
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
