import { lockConversation } from '../../core/conversation/index.ts'
import type { Tag } from '../contract.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import { insertAudit, insertChanges } from '../feed/feed-queries.ts'
import { deskChannel, hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { deleteTag, setTags, tagsOf, upsertTag } from './tag-queries.ts'

export type TagRefusal = { no: 'not-found' } | { no: 'no-such-tag' }

/** Makes a tag of the team or renames the one of this id. */
export async function saveTag(ports: HandoffPorts, actor: Actor, tag: Tag): Promise<Tag[]> {
  await ports.db.transaction(async (tx) => {
    await upsertTag(tx, actor.team, tag)
    await insertAudit(tx, { agentId: actor.id, deed: 'tag-saved', conversationId: null, handoffId: null, detail: { tag: tag.id }, now: ports.clock.now() })
  })
  ports.hint(deskChannel)
  return tagsOf(ports.db, actor.team)
}

/** Takes a tag away, from every conversation too. */
export async function removeTag(ports: HandoffPorts, actor: Actor, id: string): Promise<Tag[] | { no: 'not-found' }> {
  const now = ports.clock.now()
  const isGone = await ports.db.transaction(async (tx) => {
    const had = await deleteTag(tx, actor.team, id)
    if (!had) return false
    await insertAudit(tx, { agentId: actor.id, deed: 'tag-removed', conversationId: null, handoffId: null, detail: { tag: id, conversations: had.length }, now })
    if (had.length > 0) await insertChanges(tx, had.map((conversationId) => ({ team: actor.team, conversationId, what: 'tagged', now })))
    return true
  })
  if (!isGone) return { no: 'not-found' }
  ports.hint(deskChannel)
  return tagsOf(ports.db, actor.team)
}

/** Puts exactly these tags on a conversation; every agent of the team may. */
export async function tagConversation(ports: HandoffPorts, conversationId: string, actor: Actor, wanted: string[]): Promise<'done' | TagRefusal> {
  const tags = [...new Set(wanted)]
  const answer = await ports.db.transaction(async (tx) => {
    await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' } as const
    if (!(await setTags(tx, actor.team, conversationId, tags))) return { no: 'no-such-tag' } as const
    const now = ports.clock.now()
    await insertAudit(tx, { agentId: actor.id, deed: 'tagged', conversationId, handoffId: handoff.id, detail: { tags: tags.join(' ').slice(0, 200) }, now })
    await recordChange(tx, handoff, 'tagged', now)
    return 'done'
  })
  if (answer === 'done') hintConsoles(ports, conversationId)
  return answer
}
