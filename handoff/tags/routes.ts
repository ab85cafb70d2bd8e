import { isId } from '../../core/ids.ts'
import { refuse } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { lineOf, notFound } from '../api/deed.ts'
import { doers, get, leads, post, readers } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { Empty, TagSaved, TagsSet } from '../contract.ts'
import type { TagList } from '../contract.ts'
import { tagsOf } from './tag-queries.ts'
import { removeTag, saveTag, tagConversation } from './tags.ts'

/** The team's tags, and those of a conversation. */
export const tagRoutes: readonly DeskRoute[] = [
  get('/api/desk/tags', readers, async ({ ports, agent }) => ({ status: 200, body: { tags: await tagsOf(ports.db, agent!.team) } satisfies TagList })),
  post('/api/desk/tags', leads, TagSaved, async ({ ports, agent, body }) => ({ status: 200, body: { tags: await saveTag(ports, agent!, body) } satisfies TagList })),
  post('/api/desk/tags/:id/remove', leads, Empty, remove),
  post('/api/desk/conversations/:id/tags', doers, TagsSet, set),
]

async function remove({ ports, agent, params }: RouteContext<unknown>): Promise<DeskAnswer> {
  const answer = await removeTag(ports, agent!, params['id'] ?? '')
  return 'no' in answer ? notFound() : { status: 200, body: { tags: answer } satisfies TagList }
}

async function set({ ports, agent, params, body }: RouteContext<TagsSet>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const answer = isId(id) ? await tagConversation(ports, id, agent!, body.tags) : ({ no: 'not-found' } as const)
  if (answer === 'done') return lineOf({ ports, agent: agent! }, id)
  return answer.no === 'not-found' ? notFound() : refuse(400, 'bad-request', 'There is no such tag in your team. Make it first: POST /api/desk/tags.', { fields: [{ path: 'tags', message: 'unknown tag' }] })
}
