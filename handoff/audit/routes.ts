import { isId } from '../../core/ids.ts'
import { refuse } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { auditors, get } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import type { AuditPage } from '../contract.ts'
import { auditPage, chainHead } from './audit-queries.ts'

const pageOfAudit = 100

export const auditRoutes: readonly DeskRoute[] = [
  get('/api/desk/audit', auditors, readAudit),
]

async function readAudit({ ports, agent, query }: RouteContext<null>): Promise<DeskAnswer> {
  const ids = { before: query.get('before'), agentId: query.get('agent'), conversationId: query.get('conversation') }
  const times = { from: timeOf(query.get('from')), until: timeOf(query.get('until')) }
  const isWrong = Object.values(ids).some((id) => id !== null && !isId(id)) || Object.values(times).includes('wrong')
  if (isWrong) return refuse(400, 'bad-request', '`before`, `agent` and `conversation` are ids; `from` and `until` are milliseconds since 1970.')
  const filter = { ...ids, from: times.from as number | null, until: times.until as number | null, deed: query.get('deed'), team: agent!.team }
  const [rows, chain] = await Promise.all([auditPage(ports.db, filter, pageOfAudit + 1), chainHead(ports.db)])
  const lines = rows.slice(0, pageOfAudit).map((row) => ({ ...row, detail: row.detail ?? null }))
  return { status: 200, body: { lines, hasOlder: rows.length > pageOfAudit, chain } satisfies AuditPage }
}

function timeOf(text: string | null): number | null | 'wrong' {
  if (text === null) return null
  // The last moment that a Date can hold (ECMA-262 §21.4.1.1).
  return /^\d{1,16}$/.test(text) && Number(text) <= 8.64e15 ? Number(text) : 'wrong'
}
