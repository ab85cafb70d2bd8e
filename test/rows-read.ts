import type { Database } from '../core/db/db.ts'

/** What a piece of work asked the database: how many statements, and how many rows those had to look at, by the plans that were really run. */
export interface Reading {
  statements: number
  rows: number
}

/** Does `work` with a database that has each of its readings explained as well. Rows are what does not depend on the machine: where they do not grow, the time does not either. */
export async function readingOf(db: Database, work: (db: Database) => Promise<unknown>): Promise<Reading> {
  const reading: Reading = { statements: 0, rows: 0 }
  const explained: Database = {
    ...db,
    query: async (text, values) => {
      reading.statements += 1
      if (/^\s*(\(|select|with)/i.test(text)) {
        const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (analyze, timing off, format json) ${text}`, values)
        reading.rows += rowsOf(rows[0]!['QUERY PLAN'][0].Plan)
      }
      return db.query(text, values)
    },
  }
  await work(explained)
  return reading
}

interface Plan {
  'Node Type': string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Plan[]
}

// Only where a table or an index is read: what joins and sorts do is made of those rows. Bitmaps name a row once in the index and once in the table.
function rowsOf(plan: Plan): number {
  const isScan = plan['Node Type'].endsWith(' Scan') && !/^(CTE|Subquery|Function|Values) /.test(plan['Node Type'])
  const own = isScan ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)) * plan['Actual Loops'] : 0
  return own + (plan.Plans ?? []).reduce((sum, inner) => sum + rowsOf(inner), 0)
}
