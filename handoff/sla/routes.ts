import { refuse } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { get } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import type { SlaBreaches } from '../contract.ts'
import { readPlace, writePlace } from '../search/place.ts'
import { breachesOf } from './breach-queries.ts'

/** What became of answering times. */
export const slaRoutes: readonly DeskRoute[] = [
  get('/api/desk/sla-breaches', ['lead', 'admin', 'auditor'], breaches),
]

const pageOfBreaches = 50

async function breaches({ ports, agent, query }: RouteContext<null>): Promise<DeskAnswer> {
  const [from, to] = [timeOf(query.get('from')), timeOf(query.get('to'))]
  const cursor = query.get('cursor')
  const after = cursor ? readPlace(cursor) : null
  if (from === 'wrong' || to === 'wrong' || (cursor && !after)) return refuse(400, 'bad-request', '`from` and `to` are milliseconds since 1970; `cursor` is what the page before named.')
  const lines = await breachesOf(ports.db, agent!.team, { queueId: query.get('queueId') || null, from, to, after }, pageOfBreaches + 1)
  const page = lines.slice(0, pageOfBreaches)
  const last = page.at(-1)
  return { status: 200, body: { breaches: page, cursor: last && lines.length > pageOfBreaches ? writePlace({ at: last.breachedAt, id: last.id }) : null } satisfies SlaBreaches }
}

function timeOf(text: string | null): number | null | 'wrong' {
  if (!text) return null
  // The last moment that a Date can hold (ECMA-262 §21.4.1.1).
  return /^\d{1,16}$/.test(text) && Number(text) <= 8.64e15 ? Number(text) : 'wrong'
}
