import type { Database, Db } from '../core/db/db.ts'

/** What of a database a suite finds: the bare schema with what the migrations fill in, or a shop that has been started once. */
export type Holding = 'migrated' | 'started'

/** Tables that no suite writes to on its own: the models are ten megabytes, so plays, which come by the dozen, leave them where they are. */
export const releaseTables = ['release', 'release_model', 'live_release']

/**
 * Keeps a copy of every row under a name, for `putRowsBack`: two hundred inserts a suite, or a new database a suite, add up. A view tells of each table how many
 * rows it has, how many were kept, and how many were written since they were put back last.
 */
export async function keepRows(db: Db, holding: Holding): Promise<void> {
  await db.query(`create schema if not exists kept; create table if not exists kept.last (holding text, own bigint, horizon bigint); create schema ${holding}`)
  const states: string[] = []
  for (const { name, columns, children } of await tablesParentsFirst(db)) {
    const { rows: [has] } = await db.query<{ rows: number }>(`select count(*)::int as rows from public."${name}"`)
    const kept = has!.rows
    if (kept > 0) await db.query(`create table ${holding}."${name}" as table public."${name}"`)
    const fresh = kept > 0 ? `count(*) filter (where l.own is null or (t.xmin::text::bigint >= l.horizon and t.xmin::text::bigint <> l.own))` : '0'
    states.push(`select ${states.length} as place, '${name}' as name, '${columns}' as columns, ${children} as children, ${kept} as kept, count(*)::int as present, (${fresh})::int as fresh
      from public."${name}" t cross join (select max(own) as own, max(horizon) as horizon from kept.last where holding = '${holding}') l`)
  }
  await db.query(`create view ${holding}.state as ${states.join('\nunion all\n')}`)
}

interface TableState { name: string; columns: string; children: number; kept: number; present: number; fresh: number }

/** Makes the database hold again what `keepRows` kept, except in the tables that are to stay as they are: other rows go, and so do tables that a suite has made for itself. */
export async function putRowsBack(db: Database, holding: Holding, staying: string[] = []): Promise<void> {
  const { rows: states } = await db.query<TableState>(`select name, columns, children, kept, present, fresh from ${holding}.state order by place`, [])
  const { rows: strange } = await db.query<{ name: string }>(`select relname as name from pg_class where ${isTable} and relname <> all($1)`, [['migration', ...states.map(({ name }) => name)]])
  const changed = states.filter(({ name, kept, present, fresh }) => !staying.includes(name) && (present !== kept || fresh > 0))
  if (changed.length === 0 && strange.length === 0) return
  const statements = [
    ...strange.map(({ name }) => `drop table public."${name}" cascade`),
    // Deleting is ten times as fast as truncate, which writes new files.
    ...changed.toReversed().filter(({ present }) => present > 0).map(({ name }) => `delete from public."${name}"`),
    ...changed.filter(({ kept }) => kept > 0).map(({ name, columns }) => `insert into public."${name}" (${columns}) select ${columns} from ${holding}."${name}"`),
    'delete from kept.last', `insert into kept.last select '${holding}', pg_current_xact_id()::text::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
  ]
  await db.transaction((tx) => tx.query(`${isFarReaching(changed) ? 'set local session_replication_role = replica; ' : ''}${statements.join('; ')}`))
}

/**
 * Whether rows must go that others which stay refer to, or so many that looking for who refers to each takes long. Then nobody is asked; that is not free
 * either, for PostgreSQL forgets the plans of all statements.
 */
function isFarReaching(changed: TableState[]): boolean {
  return changed.some(({ kept, children }) => kept > 0 && children > 0) || changed.reduce((sum, { present, children }) => sum + present * children, 0) > 500
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
