import type { Database } from '../../core/db/db.ts'

/** How many conversations a desk of the bench has, by what became of them. */
export interface DeskSeed {
  waiting: number
  closed: number
  /** When the bench runs: those who wait came in the hour before, the others in the year before. */
  now: number
  /** So many at a time: what the database holds in memory for a statement does not grow with how many there are. */
  batch?: number
}

/** Fills a desk with shoppers who wait and with talks that are over, spread over its queues, priorities and languages: rows as the rooms write them, oldest first, but made in a few statements. */
export async function seedDesk(db: Database, { waiting, closed, now, batch = 20_000 }: DeskSeed): Promise<void> {
  await db.query(`insert into shopper (id, channel, channel_account, external_id, created_at, personal)
    select gen_random_uuid(), 'bench', 'shop', 'shopper-' || n, to_timestamp($1), '{"name":"Bench"}' from generate_series(1, 1000) n on conflict do nothing`, [now / 1000])
  await seedTalks(db, { count: closed, batch, state: 'closed', handoff: `'completed', 'solved', at + interval '1 minute', at + interval '9 minutes'`, from: now - 2 * hourMs - yearMs, to: now - 2 * hourMs })
  await seedTalks(db, { count: waiting, batch, state: 'waiting', handoff: `'waiting', null, null, null`, from: now - hourMs, to: now })
  // As the database does it by itself after a while: without it plans are made for a desk that is empty.
  await db.query('vacuum (analyze) shopper, conversation, handoff')
}

const hourMs = 3_600_000
const yearMs = 31_000_000_000

interface Talks {
  count: number
  batch: number
  state: 'waiting' | 'closed'
  /** Status, disposition, accepted_at and completed_at. */
  handoff: string
  from: number
  to: number
}

async function seedTalks(db: Database, { count, batch, from, to, ...talks }: Talks): Promise<void> {
  const text = insertTalks(talks)
  for (let first = 0; first < count; first += batch) {
    await db.transaction(async (tx) => {
      // Whom these rows refer to is there; to look for each of them takes longer than to write them.
      await tx.query('set local session_replication_role = replica')
      await tx.query(text, [first, Math.min(first + batch, count) - 1, from / 1000, (to - from) / 1000 / count])
    })
  }
}

// An id that begins with its time, as ours do: with ids at random each row would touch another page of every index, and a million take many times as long.
const idAt = `overlay(gen_random_uuid()::text placing substr(ms, 1, 8) || '-' || substr(ms, 9) || '-7' from 1 for 15)::uuid`

function insertTalks({ state, handoff }: Pick<Talks, 'state' | 'handoff'>): string {
  return `
    with line as (
      select ${idAt} as id, ${idAt} as conversation_id, n, at, s.id as shopper_id,
        (array['pre-sale', 'in-sale', 'after-sale', 'complaint', 'payment'])[1 + n % 5] as queue_id, n % 4 as priority, case when n % 3 = 0 then 'zh' else 'en' end as language
      from generate_series($1::int, $2::int) n cross join lateral to_timestamp(round(($3::float8 + n * $4::float8)::numeric, 3)::float8) at
      cross join lateral lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') ms
      join (select id, row_number() over (order by external_id) as number from shopper where channel = 'bench') s on s.number = 1 + n % 1000
    ), talk as (
      insert into conversation (id, channel, channel_account, external_id, shopper_id, state, language, last_seq, created_at, updated_at, personal, at_desk)
      select conversation_id, 'bench', 'shop', '${state}-' || conversation_id, shopper_id, '${state}', language, 0, at, at, '{"shopperName":"Bench","address":null}', true from line
    )
    insert into handoff (id, conversation_id, queue_id, team, reason, topic, channel, shopper_id, language, priority, first_priority, mood, turn_seq, requested_at, waiting_since, respond_by, due_at,
      personal, personal_card, status, disposition, accepted_at, completed_at)
    select id, conversation_id, queue_id, 'shop', 'asked', 'faq', 'bench', shopper_id, language, priority, priority, 'calm', 1, at, at, at + interval '5 minutes', at + interval '5 minutes',
      '{"shopperName":"Bench","preview":"let me talk to a human"}', '{"reason":"asked","topic":"faq","turnSeq":1,"words":"","history":[],"facts":[],"tried":[],"provenOrders":[]}', ${handoff} from line`
}
