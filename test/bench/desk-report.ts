import { tableHead, type Machine } from './report.ts'

/** Processor time of one handoff with all that the consoles ask because of it; null where /proc is not there. */
export interface HandoffCpu {
  baton: number | null
  database: number | null
}

/** The figures of the desk; each with its goal in {@link deskTableOf}. */
export interface DeskReport {
  claimsRatio: number
  claimsPerS: number
  rawClaimsPerS: number
  handoffToScreenP50Ms: number
  handoffToScreenP99Ms: number
  handoffCpuMs: HandoffCpu
  replyToShopperP50Ms: number
  replyToShopperP99Ms: number
  /** `waiting1000` shows as many lines as `waiting100000`, so what is between the two is what the rest of the rows costs. */
  queueListMs: { waiting10: number; waiting1000: number; waiting100000: number }
  queueListStatements: number
  /** Rows of tables and indexes that those look at. Lines are counted up to 1,000 a queue, so that both are bounded, and the second by no more than that. */
  queueListRows: { waiting1000: number; waiting100000: number }
  /** Making the conversations took so long. */
  growS: number
  /** Beside those who wait. */
  closedConversations: number
  reconnectMs: number
  missedEvents: number
  consoles: number
  consoleGzipKb: number
  machine: Machine
}

/** The report as a table for people: figure, goal, whether it is met. */
export function deskTableOf(report: DeskReport): string {
  const { queueListMs: list } = report
  const rows: [string, string, string, boolean][] = [
    ['claims of 100 rivals ÷ plain skip-locked claims', `${report.claimsRatio} (${report.claimsPerS} / ${report.rawClaimsPerS} a second)`, '≥ 0.5', report.claimsRatio >= 0.5],
    [`handoff decided → painted, ${report.consoles} consoles, p50`, `${report.handoffToScreenP50Ms} ms`, '≤ 150 ms', report.handoffToScreenP50Ms <= 150],
    ['the same, p99', `${report.handoffToScreenP99Ms} ms`, '≤ 500 ms', report.handoffToScreenP99Ms <= 500],
    ['agent’s reply → shopper’s socket, p99', `${report.replyToShopperP99Ms} ms (p50 ${report.replyToShopperP50Ms} ms)`, '≤ 400 ms', report.replyToShopperP99Ms <= 400],
    ['queue list, statements', String(report.queueListStatements), '≤ 4', report.queueListStatements <= 4],
    [`queue list at 10 · 1,000 · 100,000 waiting, ${report.closedConversations.toLocaleString('en')} closed`, `${list.waiting10} · ${list.waiting1000} · ${list.waiting100000} ms`, 'flat', list.waiting100000 <= 2 * list.waiting1000],
    [`back after ${report.missedEvents.toLocaleString('en')} missed events`, `${report.reconnectMs} ms`, '≤ 1,000 ms', report.reconnectMs <= 1000],
    ['console before first paint, gzip', `${report.consoleGzipKb} KB`, '≤ 300 KB', report.consoleGzipKb <= 300],
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => String(row[column]).length)))
  const body = rows.map(([what, figure, goal, isMet]) => `${what.padEnd(widths[0]!)}  ${figure.padStart(widths[1]!)}  ${goal.padStart(widths[2]!)}  ${isMet ? 'met' : 'MISSED'}`)
  return [tableHead(report.machine), '', ...body].join('\n')
}
