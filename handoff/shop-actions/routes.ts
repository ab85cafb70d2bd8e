import type { z } from 'zod'
import { isId } from '../../core/ids.ts'
import { refuse } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { notFound, refusalOf } from '../api/deed.ts'
import { doers, get, post } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { ShopActionAsked } from '../contract.ts'
import { askShop, shopActions } from './shop-actions.ts'

const path = '/api/desk/conversations/:id/shop-actions'

/** What the shop is asked to do. */
export const shopActionRoutes: readonly DeskRoute[] = [
  get(path, doers, list),
  post(path, doers, ShopActionAsked, asked),
]

async function list({ ports, agent, params }: Pick<RouteContext<unknown>, 'ports' | 'agent' | 'params'>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const actions = isId(id) ? await shopActions(ports, agent!, id) : null
  return actions ? { status: 200, body: actions } : notFound()
}

async function asked(context: RouteContext<z.output<typeof ShopActionAsked>>): Promise<DeskAnswer> {
  const { ports, agent, params, body } = context
  const id = params['id'] ?? ''
  if (!isId(id)) return notFound()
  const answer = await askShop(ports, agent!, id, body)
  if (answer === 'asked') return list(context)
  return answer.no === 'not-allowed' ? refuse(403, 'forbidden', answer.why) : refusalOf(answer)
}
