import { conversationById } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { deskChannel, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import type { Handoff } from '../queries.ts'
import { insertMentions, markMentionSeen, namesInTeam } from './mention-queries.ts'

/** Keeps who is named with @ in the note that was said last, in its transaction. */
export async function keepMentions(tx: Db, { handoff, actor, text, now }: { handoff: Handoff; actor: Actor; text: string; now: number }): Promise<void> {
  if (!text.includes('@')) return
  const named = namedIn(text, (await namesInTeam(tx, actor.team)).filter((one) => one.id !== actor.id))
  if (named.length === 0) return
  const { lastSeq } = (await conversationById(tx, handoff.conversationId))!
  await insertMentions(tx, { team: handoff.team, conversationId: handoff.conversationId, seq: lastSeq, byAgentId: actor.id }, named, now)
  await recordChange(tx, handoff, 'mentioned', now)
}

/** Ids of the people named with `@name`; the longest name that fits holds, so that "@Li Na" is not Li. `people` come with the longest name first. Of namesakes, all. */
export function namedIn(text: string, people: readonly { id: string; name: string }[]): string[] {
  const words = text.toLowerCase()
  const found = new Set<string>()
  for (let at = words.indexOf('@'); at !== -1; at = words.indexOf('@', at + 1)) {
    const rest = words.slice(at + 1)
    const first = people.find(({ name }) => fits(rest, name.toLowerCase()))
    if (first) for (const one of people) if (one.name.toLowerCase() === first.name.toLowerCase()) found.add(one.id)
  }
  return [...found]
}

// Latin names end where the word ends; Chinese is written without spaces.
function fits(rest: string, name: string): boolean {
  if (name === '' || !rest.startsWith(name)) return false
  return !/^[\p{L}\p{N}]/u.test(rest.slice(name.length)) || /\p{Script=Han}$/u.test(name)
}

/** The agent has seen that they were named; their other tabs learn of it. False when it is not theirs. */
export async function seeMention(ports: HandoffPorts, actor: Actor, id: string): Promise<boolean> {
  const conversationId = await markMentionSeen(ports.db, id, actor, ports.clock.now())
  if (conversationId) ports.hint(deskChannel, conversationId)
  return conversationId !== null
}
