import { errorLine } from '../../core/errors.ts'
import { isId } from '../../core/ids.ts'
import { readerLanguage } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { notFound } from '../api/deed.ts'
import { doers, get } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import type { Suggestions } from '../contract.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import type { HandoffPorts, Suggested } from '../ports.ts'

/** What the bot would answer, for the agent to take or leave. */
export const suggestionRoutes: readonly DeskRoute[] = [
  get('/api/desk/conversations/:id/suggestions', doers, suggestions),
]

async function suggestions({ ports, agent, params, query }: RouteContext<null>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  if (!isId(id) || !(await visibleHandoff(ports.db, id, agent!))) return notFound()
  const language = readerLanguage(agent, query.get('language'))
  const { seq, suggestions: made } = await suggested(ports, id)
  return { status: 200, body: { seq, suggestions: made.map((one) => ({ ...one, label: ports.labelOf(one.intent, language) })) } satisfies Suggestions }
}

async function suggested(ports: HandoffPorts, conversationId: string): Promise<Suggested> {
  try {
    return await ports.suggest(conversationId)
  } catch (error) {
    // The shop may be away: and then instead the agent writes without suggestions.
    ports.log.warn({ conversation: conversationId, why: errorLine(error) }, 'no suggestions could be made for an agent')
    return { seq: null, suggestions: [] }
  }
}
