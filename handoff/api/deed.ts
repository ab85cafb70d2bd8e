import { isId } from '../../core/ids.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import type { ClaimRefusal } from '../deeds/claim.ts'
import type { NotPossible, SpeakRefusal } from '../deeds/speak.ts'
import type { TransferRefusal } from '../deeds/transfer.ts'
import type { Guarded } from '../guard/pass-guard.ts'
import type { OfferRefusal } from '../queue/offers.ts'
import { entryOf } from '../feed/view.ts'
import type { Deed } from '../contract.ts'
import type { SignedIn } from '../people/agents.ts'
import { refuse } from './answer.ts'
import type { DeskAnswer, RouteContext } from './answer.ts'

type Refusal = { no: 'no-such-file' } | ClaimRefusal | Guarded | OfferRefusal | SpeakRefusal | TransferRefusal

/** Does a deed of the signed-in agent on the conversation of the path; answers with its line as it is now, or with the refusal. */
export async function deed(
  context: Pick<RouteContext<unknown>, 'ports' | 'agent' | 'params'>, run: (conversationId: string, agent: SignedIn) => Promise<Refusal | object | string>,
): Promise<DeskAnswer> {
  const id = context.params['id'] ?? ''
  if (!isId(id)) return notFound()
  const agent = context.agent!
  const answer = await run(id, agent)
  return isRefusal(answer) ? refusalOf(answer) : lineOf({ ports: context.ports, agent }, id)
}

/** The line of a conversation, as the answer of a deed. */
export async function lineOf({ ports, agent }: { ports: RouteContext<unknown>['ports']; agent: SignedIn }, conversationId: string): Promise<DeskAnswer> {
  const handoff = await visibleHandoff(ports.db, conversationId, agent)
  return handoff ? { status: 200, body: { entry: entryOf(handoff) } satisfies Deed } : notFound()
}

function isRefusal(answer: Refusal | object | string): answer is Refusal {
  return typeof answer === 'object' && 'no' in answer
}

/** A refusal of the desk as its fixed 4xx. */
export function refusalOf(refusal: Refusal): DeskAnswer {
  switch (refusal.no) {
    case 'not-found': return notFound()
    case 'already-claimed': return refuse(409, 'already-claimed', `${refusal.by.name} has taken this conversation.`, { by: refusal.by })
    case 'agent-full': return refuse(409, 'agent-full', `No room: ${refusal.capacity} conversations at a time. Complete one first.`)
    case 'reserved': return refuse(409, 'reserved', `${refusal.by.name} is offered this conversation and may take it until then.`, { by: refusal.by, until: refusal.until })
    case 'offer-gone': return refuse(409, 'offer-gone', 'This offer has ended. What waits stands in the list.')
    case 'not-waiting': return refuse(409, 'not-waiting', 'This conversation does not wait for a person any more.')
    case 'not-yours': return refuse(409, 'not-yours', refusal.by ? `${refusal.by.name} is in charge of this conversation.` : 'You are not in charge of this conversation. Take it first.', refusal.by ? { by: refusal.by } : {})
    case 'not-possible': return refuse(409, 'not-possible', whyNot[refusal.why], { why: refusal.why })
    case 'guarded': return refuse(409, 'guarded', 'The guard keeps these words back: see `hits`. Change them, or send them again with `acknowledged` where the rule allows it.', { hits: refusal.hits })
    case 'no-such-file': return refuse(400, 'bad-request', 'This conversation has no such file. Send it first: POST …/uploads.', { fields: [{ path: 'attachments', message: 'unknown file' }] })
    case 'no-such-target': return refuse(409, 'no-such-target', 'There is no such queue, or this colleague is not there now.')
  }
}

const whyNot: Record<NotPossible['why'], string> = {
  state: 'This cannot be done in the state the conversation is in now. Load it again.',
  snoozed: 'This conversation is put off. Wake it first: POST …/wake.',
  'in-the-past': 'That time has passed. Choose a later one.',
  'too-far': 'That is too far ahead. Choose a time within a year (to put off: within 90 days).',
  'too-many-snoozed': 'You have put off as many conversations as you may. Wake or complete some first.',
  'not-asked': 'Nobody has asked you about this conversation.',
  ended: 'This has ended already.',
}

/** What does not exist, and what belongs to another team. */
export function notFound(): DeskAnswer {
  return refuse(404, 'not-found', 'There is nothing here under this id.')
}
