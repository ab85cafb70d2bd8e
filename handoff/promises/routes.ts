import { isId } from '../../core/ids.ts'
import type { z } from 'zod'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { deed, notFound, refusalOf } from '../api/deed.ts'
import { doers, get, post, readers } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { Empty, PromiseDropped, PromiseMade, PromiseMoved } from '../contract.ts'
import type { PromiseDeed, PromiseLine, PromiseList } from '../contract.ts'
import { lineOf, openPromisesOfAgent, openPromisesOfTeam } from './promise-queries.ts'
import { dropPromise, keepPromise, makePromise, putOffPromise } from './promises.ts'
import type { PromiseRefusal } from './promises.ts'

/** What was promised to shoppers. */
export const promiseRoutes: readonly DeskRoute[] = [
  get('/api/desk/promises', readers, list),
  post('/api/desk/conversations/:id/promises', doers, PromiseMade, make),
  post('/api/desk/promises/:id/kept', doers, Empty, (context) => change(context, (id) => keepPromise(context.ports, id, context.agent!))),
  post('/api/desk/promises/:id/moved', doers, PromiseMoved, (context) => change(context, (id) => putOffPromise(context.ports, id, context.agent!, context.body))),
  post('/api/desk/promises/:id/dropped', doers, PromiseDropped, (context) => change(context, (id) => dropPromise(context.ports, id, context.agent!, context.body))),
]

async function list({ ports, agent, query }: RouteContext<null>): Promise<DeskAnswer> {
  const { id, team } = agent!
  const rows = query.get('of') === 'team' ? await openPromisesOfTeam(ports.db, team) : await openPromisesOfAgent(ports.db, id, team)
  return { status: 200, body: { promises: rows.map(lineOf) } satisfies PromiseList }
}

function make(context: RouteContext<z.output<typeof PromiseMade>>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => makePromise(context.ports, id, agent, context.body))
}

async function change({ params }: Pick<RouteContext<unknown>, 'params'>, run: (id: string) => Promise<{ promise: PromiseLine } | PromiseRefusal>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const answer = isId(id) ? await run(id) : null
  if (answer === null) return notFound()
  return 'promise' in answer ? { status: 200, body: answer satisfies PromiseDeed } : refusalOf(answer)
}
