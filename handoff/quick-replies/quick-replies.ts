import { conversationById } from '../../core/conversation/index.ts'
import type { FilledReply, QuickReply, QuickReplySaved } from '../contract.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import { knownFacts } from '../facts/known-facts.ts'
import { liveData } from '../feed/view.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import type { SignedIn } from '../people/agents.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { deleteQuickReply, hasBegun, insertQuickReply, markBegun, quickRepliesOf, updateQuickReply } from './quick-reply-queries.ts'
import { shippedQuickReplies } from './shipped.ts'
import { valuesOf, variables } from './variables.ts'

export type QuickReplyRefusal = { no: 'not-found' } | { no: 'shortcut-taken' } | { no: 'bad-text'; fields: { path: string; message: string }[] }

/** The team's quick replies; the shipped ones are laid down when it first asks. */
export async function listQuickReplies(ports: HandoffPorts, team: string): Promise<QuickReply[]> {
  if (!(await hasBegun(ports.db, team))) await begin(ports, team)
  return quickRepliesOf(ports.db, team)
}

/** The team's quick replies filled in for one conversation, in the shopper's language, with titles in the agent's; null when it is not the team's. */
export async function fillQuickReplies(
  ports: HandoffPorts, actor: Pick<SignedIn, 'name' | 'team'>, { conversationId, titleLanguage }: { conversationId: string; titleLanguage: string },
): Promise<FilledReply[] | null> {
  const handoff = await visibleHandoff(ports.db, conversationId, actor)
  const conversation = handoff && (await conversationById(ports.db, conversationId))
  if (!handoff || !conversation) return null
  const [facts, data, replies] = await Promise.all([knownFacts(ports.db, handoff), liveData(ports, conversationId), listQuickReplies(ports, actor.team)])
  const language = conversation.language ?? handoff.language
  const values = valuesOf({ handoff, conversation, facts, data, agent: actor.name, language }, ports)
  const titleIn = /^zh\b/.test(titleLanguage) ? 'zh' : 'en'
  return replies.flatMap(({ id, shortcut, title, text }) => {
    const words = text[language] ?? text[language.split('-')[0]!] ?? text['en'] ?? Object.values(text)[0]
    const made = words === undefined ? null : ports.renderText(words, values, { language, script: conversation.script })
    return made && 'text' in made ? [{ id, shortcut, title: title[titleIn], text: made.text, missing: made.missing }] : []
  })
}

/** Adds a quick reply (`id` null) or changes one. A text that cannot be filled in is refused, with its problems by language. */
export async function saveQuickReply(ports: HandoffPorts, actor: Actor, id: string | null, saved: QuickReplySaved): Promise<{ quickReply: QuickReply } | QuickReplyRefusal> {
  const there = await listQuickReplies(ports, actor.team)
  if (id !== null && !there.some((one) => one.id === id)) return { no: 'not-found' }
  const fields = problemsOf(ports, saved)
  if (fields.length > 0) return { no: 'bad-text', fields }
  return ports.db.transaction(async (tx) => {
    const now = ports.clock.now()
    const state = id === null ? null : await updateQuickReply(tx, { team: actor.team, id }, saved, now)
    if (state === 'not-found') return { no: 'not-found' } as const
    const savedId = id === null ? await insertQuickReply(tx, actor.team, saved, now) : id
    if (savedId === null || state === 'taken') return { no: 'shortcut-taken' } as const
    await insertAudit(tx, { agentId: actor.id, deed: id === null ? 'quick-reply-added' : 'quick-reply-changed', conversationId: null, handoffId: null, detail: { quickReplyId: savedId }, now })
    return { quickReply: { id: savedId, ...saved } }
  })
}

/** Takes a quick reply away; false when the team has none of this id. */
export function removeQuickReply(ports: HandoffPorts, actor: Actor, id: string): Promise<boolean> {
  return ports.db.transaction(async (tx) => {
    if (!(await deleteQuickReply(tx, actor.team, id))) return false
    await insertAudit(tx, { agentId: actor.id, deed: 'quick-reply-removed', conversationId: null, handoffId: null, detail: { quickReplyId: id }, now: ports.clock.now() })
    return true
  })
}

async function begin(ports: HandoffPorts, team: string): Promise<void> {
  await ports.db.transaction(async (tx) => {
    if (!(await markBegun(tx, team))) return
    for (const one of shippedQuickReplies) await insertQuickReply(tx, team, one, ports.clock.now())
  })
}

/** Read with every variable at hand: what is missing then does not exist. */
function problemsOf(ports: Pick<HandoffPorts, 'renderText'>, { text }: QuickReplySaved): { path: string; message: string }[] {
  const examples = Object.fromEntries(variables.map(({ name, example }) => [name, example]))
  if (Object.keys(text).length === 0) return [{ path: 'text', message: 'Write the text in at least one language.' }]
  return Object.entries(text).flatMap(([language, words]) => {
    const made = ports.renderText(words, examples, { language, script: 'none' })
    if ('refused' in made) return [{ path: `text.${language}`, message: made.refused }]
    return made.missing.map((name) => ({ path: `text.${language}`, message: `There is no variable {{${name}}}. There are: ${variables.map((one) => one.name).join(', ')}.` }))
  })
}
