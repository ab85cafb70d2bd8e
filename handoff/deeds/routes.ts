import { isId } from '../../core/ids.ts'
import type { z } from 'zod'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { deed, notFound } from '../api/deed.ts'
import { doers, get, leads, post } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { Close, Consult, ConsultAnswer, DraftText, Empty, Reassign, Snooze, Watch } from '../contract.ts'
import type { DraftAnswer, DraftList } from '../contract.ts'
import { visibleHandoff } from './claim.ts'
import { answerConsultation, consult } from './consult.ts'
import { deleteDraft, draftOf, draftsOf, saveDraft } from './draft-queries.ts'
import { close } from './end.ts'
import { finish, reopen } from './finish.ts'
import { reassignToAgent, reassignToQueue } from './reassign.ts'
import { snooze, wake } from './snooze.ts'
import { unwatch, watch } from './watch.ts'

const path = (what: string) => `/api/desk/conversations/:id/${what}`

/** What may be done with a conversation besides taking, answering and ending it. */
export const lifeRoutes: readonly DeskRoute[] = [
  post(path('snooze'), doers, Snooze, (context) => deed(context, (id, agent) => snooze(context.ports, id, agent, context.body))),
  post(path('wake'), doers, Empty, (context) => deed(context, (id, agent) => wake(context.ports, id, agent))),
  post(path('finish'), doers, Empty, (context) => deed(context, (id, agent) => finish(context.ports, id, agent))),
  post(path('reopen'), doers, Empty, (context) => deed(context, (id, agent) => reopen(context.ports, id, agent))),
  post(path('close'), doers, Close, (context) => deed(context, (id, agent) => close(context.ports, id, agent, context.body))),
  post(path('consult'), doers, Consult, (context) => deed(context, (id, agent) => consult(context.ports, id, agent, context.body))),
  post(path('consult-answer'), doers, ConsultAnswer, (context) => deed(context, (id, agent) => answerConsultation(context.ports, id, agent, context.body))),
  post(path('watch'), leads, Watch, (context) => deed(context, (id, agent) => watch(context.ports, id, agent, context.body))),
  post(path('unwatch'), leads, Empty, (context) => deed(context, (id, agent) => unwatch(context.ports, id, agent))),
  post(path('reassign'), leads, Reassign, reassign),
  get(path('draft'), doers, draft),
  post(path('draft'), doers, DraftText, keepDraft),
  get('/api/desk/drafts', doers, drafts),
]

function reassign({ body: { to, note }, ...context }: RouteContext<z.output<typeof Reassign>>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => (to.kind === 'agent'
    ? reassignToAgent(context.ports, id, agent, { agentId: to.agentId, note })
    : reassignToQueue(context.ports, id, agent, { ...to, note })))
}

async function draft({ ports, agent, params }: RouteContext<null>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  if (!isId(id) || !(await visibleHandoff(ports.db, id, agent!))) return notFound()
  return { status: 200, body: { draft: await draftOf(ports.db, agent!.id, id) } satisfies DraftAnswer }
}

/** A draft is the agent's own affair: no audit, no news for others. */
async function keepDraft({ ports, agent, params, body }: RouteContext<DraftText>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  if (!isId(id) || !(await visibleHandoff(ports.db, id, agent!))) return notFound()
  if (body.text.trim() === '') await deleteDraft(ports.db, agent!.id, id)
  else await saveDraft(ports.db, { agentId: agent!.id, conversationId: id, text: body.text, now: ports.clock.now() })
  return { status: 200, body: { draft: await draftOf(ports.db, agent!.id, id) } satisfies DraftAnswer }
}

async function drafts({ ports, agent }: RouteContext<null>): Promise<DeskAnswer> {
  const all = await draftsOf(ports.db, agent!.id)
  return { status: 200, body: { drafts: all } satisfies DraftList }
}
