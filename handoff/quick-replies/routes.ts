import { isId } from '../../core/ids.ts'
import { readerLanguage, refuse } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { notFound } from '../api/deed.ts'
import { doers, everybody, get, post } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { Empty, QuickReplySaved } from '../contract.ts'
import type { FilledReplies, QuickReplyList, Role } from '../contract.ts'
import { fillQuickReplies, listQuickReplies, removeQuickReply, saveQuickReply } from './quick-replies.ts'
import { variables } from './variables.ts'

/** Who writes the team's texts. */
const writers: readonly Role[] = ['lead', 'editor', 'publisher', 'admin']

/** Texts that are ready. */
export const quickReplyRoutes: readonly DeskRoute[] = [
  get('/api/desk/quick-replies', everybody, list),
  post('/api/desk/quick-replies', writers, QuickReplySaved, (context) => save(context, null)),
  post('/api/desk/quick-replies/:id', writers, QuickReplySaved, (context) => save(context, context.params['id'] ?? '')),
  post('/api/desk/quick-replies/:id/remove', writers, Empty, remove),
  get('/api/desk/conversations/:id/quick-replies', doers, filled),
]

async function list({ ports, agent }: RouteContext<null>): Promise<DeskAnswer> {
  return { status: 200, body: { quickReplies: await listQuickReplies(ports, agent!.team), variables: [...variables] } satisfies QuickReplyList }
}

async function save({ ports, agent, body }: RouteContext<QuickReplySaved>, id: string | null): Promise<DeskAnswer> {
  if (id !== null && !isId(id)) return notFound()
  const answer = await saveQuickReply(ports, agent!, id, body)
  if ('quickReply' in answer) return { status: 200, body: answer }
  switch (answer.no) {
    case 'not-found': return notFound()
    case 'shortcut-taken': return refuse(409, 'already-there', 'Another quick reply has this shortcut.', { fields: [{ path: 'shortcut', message: 'Another quick reply has this shortcut.' }] })
    case 'bad-text': return refuse(400, 'bad-request', 'A text cannot be filled in: see `fields`.', { fields: answer.fields })
  }
}

async function remove({ ports, agent, params }: RouteContext<unknown>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  return isId(id) && (await removeQuickReply(ports, agent!, id)) ? { status: 200, body: {} } : notFound()
}

async function filled({ ports, agent, params, query }: RouteContext<null>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const replies = isId(id) ? await fillQuickReplies(ports, agent!, { conversationId: id, titleLanguage: readerLanguage(agent, query.get('language')) }) : null
  return replies ? { status: 200, body: { quickReplies: replies } satisfies FilledReplies } : notFound()
}
