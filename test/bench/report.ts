import { cpus, loadavg } from 'node:os'
import type { Ratios, Sample } from './figures.ts'

export interface Machine {
  cores: number
  processor: string
  node: string
  date: string
  /** Load of the last minute when the bench began and when it ended: figures taken beside other work are worth less. */
  loadBefore: number
  loadAfter: number
}

export interface Report {
  echo: Sample
  pglite: Sample & Ratios
  postgres: Sample & Ratios
  /** Our own Web Chat endpoint, on PostgreSQL: message posted → reply on the shopper's socket. */
  directLine: Sample
  /** Second start on a filled data folder of the embedded database, until /health answers. */
  coldStartMs: number
  /** First start: demo shop, training, and the pages when they are not built yet; null when models were there already (`--quick`). */
  firstStartMs: number | null
  /** Resident memory after the load: the whole of an installation without PostgreSQL. */
  rssMb: number | null
  rssMbOnPostgres: number | null
  machine: Machine
}

/** What is known of the machine before the bench; `loadAfter` is told when it is over. */
export function machineFacts(): Omit<Machine, 'loadAfter'> {
  return { cores: cpus().length, processor: cpus()[0]?.model.trim() ?? 'unknown', node: process.versions.node, date: new Date().toISOString(), loadBefore: loadNow() }
}

export function loadNow(): number {
  return Number(loadavg()[0]!.toFixed(1))
}

/** The report as a table for people. */
export function tableOf(report: Report): string {
  const { machine, echo, pglite, postgres, directLine } = report
  const rows: [string, Sample & Partial<Ratios>][] = [
    ['empty botbuilder bot (echo)', echo], ['Baton, Bot Framework, PGlite', pglite], ['Baton, Bot Framework, PostgreSQL', postgres], ['Baton, Direct Line, PostgreSQL', directLine],
  ]
  const head = ['', 'p50 ms', 'p99 ms', 'turns/s', '× echo turns/s', '× echo p50', 'CPU ms a turn', 'database']
  const body = rows.map(([name, one]) => [name, one.p50Ms, one.p99Ms, one.turnsPerS, one.ratioTurns, one.ratioP50, one.cpuMsPerTurn, one.databaseCpuMsPerTurn].map((cell) => String(cell ?? '–')))
  const widths = head.map((_title, column) => Math.max(...[head, ...body].map((row) => row[column]!.length)))
  const line = (row: string[]) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ').trimEnd()
  return [
    tableHead(machine), '',
    line(head), ...body.map(line), '',
    `first start ${seconds(report.firstStartMs)}, second start ${seconds(report.coldStartMs)} until /health answers`,
    `memory ${report.rssMb ?? '–'} MB with PGlite inside, ${report.rssMbOnPostgres ?? '–'} MB on PostgreSQL`,
  ].join('\n')
}

/** Where and when a table was measured. */
export function tableHead({ date, cores, processor, node, loadBefore, loadAfter }: Machine): string {
  return `${date.slice(0, 10)}, ${cores} × ${processor}, Node ${node}, load ${loadBefore} → ${loadAfter}`
}

function seconds(ms: number | null): string {
  return ms === null ? '–' : `${(ms / 1000).toFixed(1)} s`
}
