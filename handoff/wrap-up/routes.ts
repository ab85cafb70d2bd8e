import { isId } from '../../core/ids.ts'
import { readerLanguage } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { notFound } from '../api/deed.ts'
import { get, readers } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import type { WrapUp } from '../contract.ts'
import { wrapUpOf } from './fill-in.ts'

/** What follows a talk. It is written by `complete`. */
export const wrapUpRoutes: readonly DeskRoute[] = [get('/api/desk/conversations/:id/wrap-up', readers, wrapUp)]

async function wrapUp({ ports, agent, params, query }: RouteContext<null>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const found = isId(id) ? await wrapUpOf(ports, agent!, id, readerLanguage(agent, query.get('language'))) : null
  return found ? { status: 200, body: found satisfies WrapUp } : notFound()
}
