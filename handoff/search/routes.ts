import { isId } from '../../core/ids.ts'
import { refuse } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { get, readers } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { HandoffStatus, Reason } from '../contract.ts'
import { orderNumberKey } from './order-numbers.ts'
import { readPlace } from './place.ts'
import { search } from './search.ts'
import type { Asked } from './search.ts'

/** Finding conversations again. */
export const searchRoutes: readonly DeskRoute[] = [
  get('/api/desk/search', readers, find),
]

async function find({ ports, agent, query }: RouteContext<null>): Promise<DeskAnswer> {
  const asked = askedIn(query)
  if ('problem' in asked) return refuse(400, 'bad-request', 'The search does not fit: see `fields`.', { fields: [{ path: asked.problem, message: 'not a value of this field' }] })
  return { status: 200, body: await search(ports, agent!, asked) }
}

function askedIn(query: URLSearchParams): Asked | { problem: string } {
  const text = (name: string) => (query.get(name) ?? '').slice(0, 200)
  const orNull = (name: string) => text(name) || null
  const time = (name: string) => (query.get(name) ? Number(query.get(name)) : null)
  const [from, to, cursor] = [time('from'), time('to'), query.get('cursor')]
  const after = cursor ? readPlace(cursor) : null
  const isTime = (at: number | null) => at === null || (Number.isInteger(at) && Math.abs(at) < 8.64e15)
  const state = orNull('state')
  const problems: [string, boolean][] = [
    ['cursor', !!cursor && !after], ['from', !isTime(from)], ['to', !isTime(to)], ['agentId', !!query.get('agentId') && !isId(query.get('agentId')!)],
    ['state', state !== null && !HandoffStatus.options.includes(state as HandoffStatus)], ['reason', !!orNull('reason') && !Reason.options.includes(orNull('reason') as never)],
  ]
  const wrong = problems.find(([, isWrong]) => isWrong)
  if (wrong) return { problem: wrong[0] }
  return {
    words: text('words'), shopper: text('shopper'), after, orderNumber: orderNumberKey(text('orderNumber')) || null, tag: orNull('tag'), queueId: orNull('queueId'), status: state,
    agentId: orNull('agentId'), reason: orNull('reason'), from, to,
  }
}
