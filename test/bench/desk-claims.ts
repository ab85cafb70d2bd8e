import { silentLog } from '../../core/log.ts'
import { systemClock } from '../../core/clock.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { sayInMany, sayNow, type Say } from '../../core/conversation/index.ts'
import { addAgent, openHandoff, type Actor, type Saying } from '../../handoff/index.ts'
import { seedDesk } from './desk-seed.ts'

/** Claims a second by `rivals` agents at once, over the same number of plain `for update skip locked` claims on the same database: rounds of one and the other, the middle one counts. */
export async function measureClaims(db: OpenedDatabase, { rivals = 100, claims = 600, rounds = 3 } = {}): Promise<{ claimsPerS: number; rawPerS: number; claimsRatio: number }> {
  const agents = await hireRivals(db, rivals)
  const ours: number[] = []
  const raw: number[] = []
  for (let round = 0; round < rounds; round++) {
    raw.push(await perSecond(claims, rivals, await rawClaimer(db, claims)))
    ours.push(await perSecond(claims, rivals, await ourClaimer(db, agents, claims)))
  }
  const [claimsPerS, rawPerS] = [middle(ours), middle(raw)]
  return { claimsPerS, rawPerS, claimsRatio: claimsPerS / rawPerS }
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
  const room = openHandoff({
    db, clock: systemClock, log: silentLog, wake: () => {}, hint: () => {}, cardData: async () => ({ orders: [], returns: [] }),
    say: (tx, id, saying) => sayNow(tx, id, [saidOf(saying)], systemClock.now()),
    sayInMany: (tx, said) => sayInMany(tx, said.map(({ conversationId, sayings }) => ({ conversationId, says: sayings.map(saidOf) })), systemClock.now()),
  })
  return async (rival) => {
    const answer = await room.claim(rows.pop()!.id, agents[rival]!)
    if ('no' in answer) throw new Error(`a claim was refused: ${answer.no}`)
  }
}

function saidOf(saying: Saying): Say {
  if ('reply' in saying) return { speaker: 'bot', kind: 'text', text: saying.reply.key, replyKey: saying.reply.key, isNotice: true, isSent: true }
  if ('event' in saying) return { speaker: 'system', kind: 'event', text: '', event: { name: saying.event, data: saying.data }, isNotice: true, isSent: false }
  throw new Error('a claim says a reply and leaves a mark, nothing else')
}

async function hireRivals(db: OpenedDatabase, rivals: number): Promise<Actor[]> {
  const now = systemClock.now()
  const [first, ...rest] = Array.from({ length: rivals }, (_, index) => ({ email: `rival-${index}-${now}@bench.example`, name: `Rival ${index}` }))
  // One password is enough for all: making one takes longer than a claim.
  const added = await addAgent(db, { ...first!, password: 'only for the bench', role: 'agent', capacity: 100 }, now)
  if (added === 'email-taken') throw new Error('the address was fresh')
  const { rows } = await db.query<{ id: string; name: string }>(
    `insert into agent (id, email, name, password_hash, role, team, capacity, created_at)
     select gen_random_uuid(), 'rival-' || n || '-${now}@bench.example', 'Rival ' || n, a.password_hash, a.role, a.team, a.capacity, a.created_at
     from agent a, generate_series(1, ${rest.length}) n where a.id = '${added.id}' returning id, name`)
  return [{ id: added.id, name: first!.name, team: 'shop' }, ...rows.map((row) => ({ ...row, team: 'shop' }))]
}

function middle(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}
