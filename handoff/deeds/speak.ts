import { lockConversation, uploadsById } from '../../core/conversation/index.ts'
import type { Attachment } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { AgentName, WhyNot } from '../contract.ts'
import { visibleHandoff } from './claim.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { carryOn, hintConsoles, recordChange } from '../ports.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { markAnswered } from './answer-queries.ts'
import type { Handoff } from '../queries.ts'
import { teamOf } from '../people/agent-queries.ts'
import { keepPromises } from '../promises/promises.ts'
import { passGuard, recordPassed } from '../guard/pass-guard.ts'
import type { Acknowledgement, Guarded } from '../guard/pass-guard.ts'
import { keepMentions } from '../mentions/mentions.ts'
import { deleteDraft, saveDraft } from './draft-queries.ts'
import { goOn } from './go-on.ts'
import { isDone } from './life-queries.ts'

export type SpeakRefusal =
  | { no: 'not-found' }
  /** Somebody else is in charge (or nobody, when `by` is null): what was written stays a draft. */
  | { no: 'not-yours'; by: AgentName | null }
  | NotPossible

/** The conversation is in a state in which this cannot be done, or the wish cannot be met; `why` goes to whoever asked. */
export interface NotPossible {
  no: 'not-possible'
  why: WhyNot
}

export interface ReplyWords {
  text: string
  attachments: Attachment[]
  key: string
  /** What its writer has answered to the guard; nothing when left out. */
  acknowledged?: Acknowledgement
}

/** Sends the agent's words to the shopper, once per `key`. Refused when the guard keeps them back, and when the agent is not, or no longer, in charge: then they are kept as a draft. */
export async function reply(ports: HandoffPorts, conversationId: string, actor: Actor, words: ReplyWords): Promise<'said' | SpeakRefusal | Guarded | { no: 'no-such-file' }> {
  const answer = await ports.db.transaction(async (tx) => {
    const mine = await ownHandoff(tx, conversationId, actor)
    // The same press of a button again, after a lost answer: said is said, whoever has the conversation by now.
    if (await isDone(tx, words.key)) return 'said'
    if ('no' in mine) return mine.no === 'not-yours' ? keepLate(ports, tx, { conversationId, actor, text: words.text, refusal: mine }) : mine
    if (mine.snoozedUntil !== null) return { no: 'not-possible', why: 'snoozed' } as const
    const attachments = await uploadsById(tx, conversationId, words.attachments.map((one) => one.id))
    if (attachments.length !== words.attachments.length) return { no: 'no-such-file' } as const
    const toPass = { handoff: mine, actor, text: words.text, acknowledged: words.acknowledged ?? [] }
    const passed = await passGuard(ports, tx, toPass)
    if ('no' in passed) return passed
    // Who has more to say after the talk seemed over goes on with it.
    if (mine.wrapUpUntil !== null) await goOn(ports, tx, mine)
    const now = ports.clock.now()
    await insertAudit(tx, { agentId: actor.id, deed: 'reply', conversationId, handoffId: mine.id, key: words.key, now })
    await ports.say(tx, conversationId, { text: words.text, agentId: actor.id, attachments })
    await keepPromises(ports, tx, { handoff: mine, actor, found: passed.promises })
    await recordPassed(ports, tx, toPass, passed)
    await deleteDraft(tx, actor.id, conversationId)
    await markAnswered(tx, mine.id, { agent: { id: actor.id, name: actor.name }, text: words.text, attachments }, now)
    await recordChange(tx, mine, 'answered', now)
    return 'said'
  })
  if (answer === 'said') carryOn(ports, conversationId)
  return answer
}

type NotYours = Extract<SpeakRefusal, { no: 'not-yours' }>

async function keepLate(ports: HandoffPorts, tx: Db, { conversationId, actor, text, refusal }: { conversationId: string; actor: Actor; text: string; refusal: NotYours }): Promise<NotYours> {
  if (text !== '') await saveDraft(tx, { agentId: actor.id, conversationId, text, refused: { by: refusal.by?.id ?? null }, now: ports.clock.now() })
  return refusal
}

/** Writes a note that only agents see, once per `key`; every agent of the team may. `to` makes it a whisper to one of them. Changes nothing about who is in charge. */
export async function note(
  ports: HandoffPorts, conversationId: string, actor: Actor, words: { text: string; key: string; to?: string | undefined },
): Promise<'said' | SpeakRefusal | { no: 'no-such-target' }> {
  const answer = await ports.db.transaction(async (tx) => {
    await lockConversation(tx, conversationId)
    const handoff = await visibleHandoff(tx, conversationId, actor)
    if (!handoff) return { no: 'not-found' } as const
    if (words.to !== undefined && (await teamOf(tx, words.to)) !== actor.team) return { no: 'no-such-target' } as const
    const now = ports.clock.now()
    const isFirst = await insertAudit(tx, { agentId: actor.id, deed: words.to === undefined ? 'note' : 'whisper', conversationId, handoffId: handoff.id, key: words.key, now })
    if (!isFirst) return 'said'
    await ports.say(tx, conversationId, { note: words.text, agentId: actor.id, ...(words.to === undefined ? {} : { to: words.to }) })
    await keepMentions(tx, { handoff, actor, text: words.text, now })
    await recordChange(tx, handoff, 'noted', now)
    return 'said'
  })
  if (answer === 'said') hintConsoles(ports, conversationId)
  return answer
}

/** The handoff this agent is in charge of, with the conversation locked until the transaction ends; or why not. */
export async function ownHandoff(tx: Db, conversationId: string, actor: Actor): Promise<Handoff | SpeakRefusal> {
  const conversation = await lockConversation(tx, conversationId)
  const handoff = await visibleHandoff(tx, conversationId, actor)
  if (!conversation || !handoff) return { no: 'not-found' }
  if (conversation.agentId === actor.id && handoff.status === 'accepted' && handoff.agent?.id === actor.id) return handoff
  return { no: 'not-yours', by: handoff.status === 'accepted' ? handoff.agent : null }
}
