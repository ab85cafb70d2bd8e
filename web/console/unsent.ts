import { z } from 'zod'
import { Acknowledged, DeskAttachment, GuardAnswer } from '../../handoff/contract.ts'
import type { DeskMessage } from '../../handoff/contract.ts'
import { openShelf } from './shelf.ts'

/** A message that the server does not have yet, as far as this page knows. */
const Unsent = z.object({
  /** Sent twice under one key, a message is said once. */
  key: z.string(),
  mode: z.enum(['reply', 'note']),
  text: z.string(),
  attachments: z.array(DeskAttachment),
  /** The guard's rules that were seen; null: the guard has not been asked yet. */
  acknowledged: Acknowledged.nullable(),
  /** The last message of the transcript when this was written. */
  after: z.number(),
  /** How it stands. `unsure`: the page was loaded anew while it was under way. */
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('under-way') }), z.object({ kind: z.literal('unsure') }),
    z.object({ kind: z.literal('failed'), why: z.string() }), z.object({ kind: z.literal('held'), answer: GuardAnswer }),
  ]),
})
export type Unsent = z.infer<typeof Unsent>

/** The agents' words on their way out, by agent and conversation; a reload loses none of them. */
export const unsentShelf = openShelf<Unsent[]>([], { keptUnder: 'baton.desk.unsent', from: unsentFrom })

/** What was kept before a reload: nobody knows what became of that which was under way. */
export function unsentFrom(value: unknown): Unsent[] | null {
  const { data } = z.array(Unsent).safeParse(value)
  return data?.map((one) => (one.state.kind === 'under-way' ? { ...one, state: { kind: 'unsure' } } : one)) ?? null
}

/** Which of them stand in the transcript by now: each line there is one of them at most. */
export function arrived(unsent: Unsent[], messages: DeskMessage[], agentId: string): Unsent[] {
  const own = new Set(messages.filter(({ speaker, agent }) => speaker === 'agent' && agent?.id === agentId))
  return unsent.filter((one) => {
    const line = [...own].find((message) => message.seq > one.after && message.text === one.text && (message.kind === 'note') === (one.mode === 'note') && message.attachments.length === one.attachments.length)
    return line !== undefined && own.delete(line)
  })
}
