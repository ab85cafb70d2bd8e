import type { Db } from './db.ts'

/**
 * Does once what PostgreSQL's autovacuum does by itself and the embedded database does not: clears the table with the most dead rows, when these are more than a
 * fifth of it. Otherwise whoever looks every second for what is due reads all that was done long ago. Resolves with the table's name, or null.
 */
export async function tidyOne(db: Db): Promise<string | null> {
  const { rows: [worst] } = await db.query<{ name: string }>(worstSql, [fewestDead, deadShare])
  if (!worst) return null
  await db.query(`vacuum (analyze) ${worst.name}`)
  return worst.name
}

const fewestDead = 1_000
const deadShare = 0.2

// By the functions, not by the view that is made of them: the embedded database reads a long view for half a second.
const worstSql = `select quote_ident(c.relname) as name from pg_class c
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and pg_stat_get_dead_tuples(c.oid) > $1::int + $2::float8 * pg_stat_get_live_tuples(c.oid)
  order by pg_stat_get_dead_tuples(c.oid) desc limit 1`
