import { appendFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenedDatabase } from '../../core/db/pool.ts'

/** What the database and the shop hold after a conversation. */
export interface Ledger {
  stored: number
  /** Turns that were committed; as many as messages when none was lost and none doubled. */
  turnsDone: number
  /** Reply keys the bot said, in order. */
  said: string[]
  undelivered: number
  /** Returns at the shop. */
  returns: number
}

/** Reads the ledger of the one conversation in the database. */
export async function readLedger(db: OpenedDatabase): Promise<Ledger> {
  const one = async <R>(sql: string) => (await db.query<R>(sql)).rows
  const [counts] = await one<{ stored: number; done: number; undelivered: number; returns: number }>(
    `select (select count(*)::int from message where speaker = 'shopper') as stored, (select count(*)::int from inbox where state = 'done') as done,
       (select count(*)::int from outbox where state <> 'sent') as undelivered, (select count(*)::int from shop_return where order_id = 'order-1002') as returns`)
  const said = await one<{ reply_key: string }>(`select reply_key from message where speaker = 'bot' order by seq`)
  return { stored: counts!.stored, turnsDone: counts!.done, undelivered: counts!.undelivered, returns: counts!.returns, said: said.map(({ reply_key }) => reply_key) }
}

export interface LedgerRow extends Ledger {
  point: string
  database: string
  channel: string
  /** How often the process was killed. */
  killed: number
  acknowledged: number
  /** Messages that reached the shopper more than once. */
  sentTwice: number
}

const columns: [string, (row: LedgerRow) => string | number][] = [
  ['killed at', (row) => row.point], ['database', (row) => row.database], ['channel', (row) => row.channel], ['killed', (row) => row.killed],
  ['acknowledged', (row) => row.acknowledged], ['stored', (row) => row.stored], ['turns', (row) => row.turnsDone], ['answers', (row) => row.said.length],
  ['undelivered', (row) => row.undelivered], ['sent twice', (row) => row.sentTwice], ['returns', (row) => row.returns],
]

/** Writes the ledger where the run prints it (`*.table.txt` in the temporary folder), and to the console. */
export function printLedger(rows: LedgerRow[]): void {
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => String(cell(row))))]
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]!.length)))
  const text = cells.map((line) => line.map((cell, at) => cell.padEnd(widths[at]!)).join('  ').trimEnd()).join('\n')
  console.log(text)
  appendFileSync(join(tmpdir(), 'crash-ledger.table.txt'), `${text}\n`)
}
