import { isId } from '../../core/ids.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { notFound } from '../api/deed.ts'
import { doers, get, post } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { Empty } from '../contract.ts'
import type { MentionList } from '../contract.ts'
import { mentionsOf } from './mention-queries.ts'
import { seeMention } from './mentions.ts'

/** Notes in which the signed-in agent is named. */
export const mentionRoutes: readonly DeskRoute[] = [
  get('/api/desk/mentions', doers, async ({ ports, agent }) => ({ status: 200, body: { mentions: await mentionsOf(ports.db, agent!) } satisfies MentionList })),
  post('/api/desk/mentions/:id/seen', doers, Empty, seen),
]

async function seen({ ports, agent, params }: RouteContext<unknown>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  return isId(id) && (await seeMention(ports, agent!, id)) ? { status: 200, body: {} } : notFound()
}
