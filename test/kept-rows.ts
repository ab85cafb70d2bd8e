import type { Database, Db } from '../core/db/db.ts'

/** What of a database a suite finds: the bare schema with what the migrations fill in, or a shop that has been started once. */
export type Holding = 'migrated' | 'started'

/** Tables that no suite writes to on its own: the models are ten megabytes, so plays, which come by the dozen, leave them where they are. */
export const releaseTables = ['release', 'release_model', 'live_release']

/**
 * Keeps a copy of every row under a name, for `putRowsBack`: two hundred inserts a suite, or a new database a suite, add up. A view tells of each table how many
 * rows it has (of tables that nothing refers to: 0 or 1), how many were kept, and whether any was written since they were put back last.
 */
export async function keepRows(db: Db, holding: Holding): Promise<void> {
  await db.query(`create schema if not exists kept; create table if not exists kept.last (holding text, own bigint, horizon bigint); create schema ${holding}`)
  const states: string[] = []
  const tables = await tablesParentsFirst(db)
  for (const [place, { name, columns, children }] of tables.entries()) {
    const { rows: [has] } = await db.query<{ rows: number }>(`select count(*)::int as rows from public."${name}"`)
    const kept = has!.rows
    if (kept > 0) await db.query(`create table ${holding}."${name}" as table public."${name}"`)
    const present = kept > 0 || children > 0 ? `(select count(*)::int from public."${name}")` : `exists (select from public."${name}")::int`
    const isFresh = kept > 0 ? `l.own is null or exists (select from public."${name}" where xmin::text::bigint >= l.horizon and xmin::text::bigint <> l.own)` : 'false'
    states.push(`(${place}, '${name}', '${columns}', ${children}, ${kept}, ${present}, ${isFresh})`)
  }
  await db.query(`create view ${holding}.state as
    select t.* from (select max(own) as own, max(horizon) as horizon from kept.last where holding = '${holding}') l
      cross join lateral (values ${states.join(',\n')}) as t (place, name, columns, children, kept, present, is_fresh)
    union all select -1, relname::text, '', 0, 0, 1, true from pg_class where ${isTable} and relname <> all(array[${['migration', ...tables.map(({ name }) => name)].map((name) => `'${name}'`).join(', ')}]);
    ${asPutBack(holding)}`)
}

// Who writes afterwards has a higher number of transaction, or had one of those that were still under way.
const asPutBack = (holding: Holding) => `delete from kept.last;
  insert into kept.last select '${holding}', pg_current_xact_id()::text::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint`

/** `place` is below zero for a table that a suite has made for itself. */
interface TableState { place: number; name: string; columns: string; children: number; kept: number; present: number; is_fresh: boolean }

/** Makes the database hold again what `keepRows` kept, except in the tables that are to stay as they are: other rows go, and so do tables that a suite has made for itself. */
export async function putRowsBack(db: Database, holding: Holding, staying: string[] = []): Promise<void> {
  const { rows } = await db.query<TableState>(`select place, name, columns, children, kept, present, is_fresh from ${holding}.state order by place`, [])
  const changed = rows.filter(({ name, kept, present, is_fresh: isFresh }) => !staying.includes(name) && (present !== kept || isFresh))
  if (changed.length === 0) return
  const statements = [
    ...changed.toReversed().filter(({ present }) => present > 0).map(({ name, place }) => (place < 0 ? `drop table public."${name}" cascade` : `delete from public."${name}"`)),
    ...changed.filter(({ kept }) => kept > 0).map(({ name, columns }) => `insert into public."${name}" (${columns}) select ${columns} from ${holding}."${name}"`),
    asPutBack(holding),
  ]
  await db.transaction((tx) => tx.query([...howToEmpty(changed), ...statements].join('; ')))
}

/**
 * Deleting is ten times as fast as truncate, which writes new files, unless rows come by the thousand. When rows go that others which stay refer to, or so many
 * that looking for who refers to each takes long, nobody is asked; that is not free either, for PostgreSQL then forgets the plans of all statements.
 */
function howToEmpty(changed: TableState[]): string[] {
  const asked = changed.reduce((sum, { present, children }) => sum + present * children, 0)
  const isReferredTo = changed.some(({ kept, children }) => kept > 0 && children > 0)
  const crowded = changed.filter(({ kept, present }) => kept === 0 && present > 1000).map(({ name }) => `public."${name}"`)
  return [
    ...(crowded.length > 0 ? [`truncate ${crowded.join(', ')} cascade`] : []),
    ...(asked > 500 || isReferredTo ? ['set local session_replication_role = replica'] : []),
  ]
}

/** Changes whenever a row of the release tables is written, without reading the ten megabytes: for who would put back what is there already. */
export async function releaseMark(db: Db): Promise<string> {
  const { rows } = await db.query<{ mark: string }>(`select string_agg(written, ' ' order by written) as mark from (
    ${releaseTables.map((name) => `select '${name} ' || xmin || ctid as written from public.${name}`).join(' union all ')}) as rows`)
  return rows[0]!.mark
}

const isTable = `relnamespace = 'public'::regnamespace and relkind = 'r'`

/** Every table with the columns that can be written and the number of references to it; whoever is referred to comes first. */
async function tablesParentsFirst(db: Db): Promise<{ name: string; columns: string; children: number }[]> {
  const { rows } = await db.query<{ name: string; columns: string; children: number; parents: string[] }>(`
    select relname as name, (select count(*)::int from pg_constraint where contype = 'f' and confrelid = c.oid) as children,
      array(select p.relname::text from pg_constraint join pg_class p on p.oid = confrelid where contype = 'f' and conrelid = c.oid) as parents,
      (select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
    from pg_class c where ${isTable} and relname <> 'migration' order by oid`)
  const sorted: typeof rows = []
  while (sorted.length < rows.length) {
    const next = rows.find((row) => !sorted.includes(row) && row.parents.every((parent) => parent === row.name || sorted.some(({ name }) => name === parent)))
    if (!next) throw new Error('tables refer to one another in a circle')
    sorted.push(next)
  }
  return sorted
}
