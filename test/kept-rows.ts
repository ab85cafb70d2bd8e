import type { Database, Db } from '../core/db/db.ts'

/** What of a database a suite finds: the bare schema with what the migrations fill in, or a shop that has been started once. */
export type Holding = 'migrated' | 'started'

/** Tables that no suite writes to on its own: the models are ten megabytes, so plays, which come by the dozen, leave them where they are. */
export const releaseTables = ['release', 'release_model', 'live_release']

/** Keeps a copy of every row under a name, for `putRowsBack`: two hundred inserts a suite, or a new database a suite, add up. */
export async function keepRows(db: Db, holding: Holding): Promise<void> {
  const { rows } = await db.query<{ name: string }>(`select relname as name from pg_class where ${isTable} and relname <> 'migration' order by oid`)
  const copies: string[] = []
  for (const { name } of rows) {
    const { rows: [found] } = await db.query<{ some: boolean }>(`select exists (select from public."${name}") as some`)
    if (found!.some) copies.push(`create table ${holding}."${name}" as table public."${name}";`)
  }
  await db.query(`create schema ${holding}; create table ${holding}.known_table (name text); ${copies.join(' ')}
    insert into ${holding}.known_table select relname from pg_class where ${isTable};`)
}

/** Makes the database hold again what `keepRows` kept, except in the tables that are to stay as they are: other rows go, and so do tables that a suite has made for itself. */
export async function putRowsBack(db: Database, holding: Holding, staying: string[] = []): Promise<void> {
  const { rows } = await db.query<{ name: string; is_known: boolean; is_full: boolean; columns: string | null }>(`
    select relname as name, exists (select from ${holding}.known_table k where k.name = relname) as is_known, pg_relation_size(oid) > 0 as is_full,
      case when to_regclass('${holding}.' || quote_ident(relname)) is not null then (select string_agg(quote_ident(attname), ', ') from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') end as columns
    from pg_class c where ${isTable} and relname <> 'migration'`)
  const changed = rows.filter(({ name }) => !staying.includes(name))
  const statements = changed.flatMap(({ name, is_known: isKnown, is_full: isFull, columns }) => {
    if (!isKnown) return [`drop table public."${name}" cascade`]
    // Deleting is ten times as fast as truncate, which writes new files.
    return [...(isFull ? [`delete from public."${name}"`] : []), ...(columns ? [`insert into public."${name}" (${columns}) select ${columns} from ${holding}."${name}"`] : [])]
  })
  // Rows refer to one another, and journals refuse to be changed: neither is asked here.
  await db.transaction((tx) => tx.query(`set local session_replication_role = replica; ${statements.join('; ')}`))
}

/** Changes whenever a row of the release tables is written, without reading the ten megabytes: for who would put back what is there already. */
export async function releaseMark(db: Db): Promise<string> {
  const { rows } = await db.query<{ mark: string }>(`select string_agg(written, ' ' order by written) as mark from (
    ${releaseTables.map((name) => `select '${name} ' || xmin || ctid as written from public.${name}`).join(' union all ')}) as rows`)
  return rows[0]!.mark
}

const isTable = `relnamespace = 'public'::regnamespace and relkind = 'r'`
