import { systemClock } from '../../core/clock.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import type { Actor } from '../../handoff/index.ts'
import { hireAgents } from './desk-agents.ts'
import { openBenchRoom } from './desk-room.ts'
import { seedDesk } from './desk-seed.ts'
import { percentile, rounded } from './figures.ts'

export interface ClaimRounds {
  rivals: number
  claims: number
  rounds: number
}

/** Claims a second by `rivals` agents at once, over the same number of plain `for update skip locked` claims on the same database: rounds of one and the other, the middle one counts. */
export async function measureClaims(db: OpenedDatabase, { rivals, claims, rounds }: ClaimRounds): Promise<{ claimsPerS: number; rawClaimsPerS: number; claimsRatio: number }> {
  const agents = await hireAgents(db, rivals)
  const ours: number[] = []
  const raw: number[] = []
  for (let round = 0; round < rounds; round++) {
    raw.push(await perSecond(claims, rivals, await rawClaimer(db, claims)))
    ours.push(await perSecond(claims, rivals, await ourClaimer(db, agents, claims)))
  }
  // Each round's own ratio: what the machine does to one it does to the other.
  return { claimsPerS: middle(ours), rawClaimsPerS: middle(raw), claimsRatio: middle(ours.map((one, round) => one / raw[round]!)) }
}

type Claimer = (rival: number) => Promise<void>

/** Runs `claims` claims by `rivals` who each go on as soon as they have one. */
async function perSecond(claims: number, rivals: number, claim: Claimer): Promise<number> {
  let begun = 0
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: rivals }, async (_, rival) => {
    while (begun < claims) {
      begun += 1
      await claim(rival)
    }
  }))
  return claims / ((performance.now() - startedAt) / 1000)
}

// The least that any desk on a database does: one statement takes the head past those that others are at.
async function rawClaimer(db: OpenedDatabase, claims: number): Promise<Claimer> {
  await db.query('drop table if exists raw_line; create table raw_line (id int primary key, status text not null, agent int)')
  await db.query(`insert into raw_line select n, 'waiting' from generate_series(1, ${claims}) n`)
  await db.query(`create index on raw_line (id) where status = 'waiting'; analyze raw_line`)
  return async (rival) => {
    const { rowCount } = await db.query(
      `update raw_line set status = 'taken', agent = $1 where id = (select id from raw_line where status = 'waiting' order by id limit 1 for update skip locked)`, [rival])
    if (rowCount !== 1) throw new Error('a raw claim found nothing')
  }
}

async function ourClaimer(db: OpenedDatabase, agents: Actor[], claims: number): Promise<Claimer> {
  await db.query('delete from assignment; delete from handoff')
  await seedDesk(db, { waiting: claims, closed: 0, now: systemClock.now() })
  const { rows } = await db.query<{ id: string }>(`select conversation_id as id from handoff where status = 'waiting' order by place, due_at, waiting_since, id`)
  const room = openBenchRoom(db)
  return async (rival) => {
    const answer = await room.claim(rows.pop()!.id, agents[rival]!)
    if ('no' in answer) throw new Error(`a claim was refused: ${answer.no}`)
  }
}

function middle(numbers: number[]): number {
  return rounded(percentile(numbers, 0.5))
}
