import type { Db } from '../../core/db/db.ts'

/** How many conversations a desk of the bench has, by what became of them. */
export interface DeskSeed {
  waiting: number
  closed: number
  /** When the bench runs: those who wait came in the hour before, the others in the year before. */
  now: number
}

/** Fills a desk with shoppers who wait and with talks that are over, spread over its queues, priorities and languages: rows as the rooms write them, but made in a few statements. */
export async function seedDesk(db: Db, { waiting, closed, now }: DeskSeed): Promise<void> {
  await db.query(`insert into shopper (id, channel, channel_account, external_id, created_at, personal)
    select gen_random_uuid(), 'bench', 'shop', 'shopper-' || n, to_timestamp(${now / 1000}), '{"name":"Bench"}' from generate_series(1, 1000) n on conflict do nothing`)
  await seedTalks(db, { count: waiting, state: 'waiting', handoff: `'waiting', null, null, null`, since: `to_timestamp(${now / 1000} - (n * 3600.0 / ${waiting}))` })
  await seedTalks(db, { count: closed, state: 'closed', handoff: `'completed', 'solved', at + interval '1 minute', at + interval '9 minutes'`, since: `to_timestamp(${now / 1000} - 7200 - (n * 31000000.0 / ${closed}))` })
  await db.query('analyze')
}

interface Talks {
  count: number
  state: 'waiting' | 'closed'
  /** Status, disposition, accepted_at and completed_at. */
  handoff: string
  since: string
}

async function seedTalks(db: Db, { count, state, handoff, since }: Talks): Promise<void> {
  if (count === 0) return
  await db.query(`
    with line as (
      select gen_random_uuid() as id, gen_random_uuid() as conversation_id, n, ${since} as at, s.id as shopper_id,
        (array['pre-sale', 'in-sale', 'after-sale', 'complaint', 'payment'])[1 + n % 5] as queue_id, n % 4 as priority, case when n % 3 = 0 then 'zh' else 'en' end as language
      from generate_series(1, ${count}) n join shopper s on s.channel = 'bench' and s.external_id = 'shopper-' || (1 + n % 1000)
    ), talk as (
      insert into conversation (id, channel, channel_account, external_id, shopper_id, state, language, last_seq, created_at, updated_at, personal)
      select conversation_id, 'bench', 'shop', '${state}-' || n || '-' || id, shopper_id, '${state}', language, 0, at, at, '{"shopperName":"Bench","address":null}' from line
    )
    insert into handoff (id, conversation_id, queue_id, team, reason, topic, channel, shopper_id, language, priority, first_priority, mood, turn_seq, requested_at, waiting_since, respond_by, due_at,
      personal, personal_card, status, disposition, accepted_at, completed_at)
    select id, conversation_id, queue_id, 'shop', 'asked', 'faq', 'bench', shopper_id, language, priority, priority, 'calm', 1, at, at, at + interval '5 minutes', at + interval '5 minutes',
      '{"shopperName":"Bench","preview":"let me talk to a human"}', '{"reason":"asked","topic":"faq","turnSeq":1,"words":"","history":[],"facts":[],"tried":[],"provenOrders":[]}', ${handoff} from line`)
}
