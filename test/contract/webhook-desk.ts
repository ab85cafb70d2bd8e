// A desk with a webhook as its outside desk, for the suites of both directions: what goes out, and what comes in.
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { newId } from '../../core/ids.ts'
import type { Log } from '../../core/log.ts'
import { deskRoutes, type Actor, type DeskAnswer, type HandoffOptions } from '../../handoff/index.ts'
import { DeskError, OutsideDone } from '../../handoff/contract.ts'
import { putRowsBack } from '../kept-rows.ts'
import { openOutsideDesk, signedBy } from '../outside-desk.ts'
import { openDesk, type Desk } from './desk.ts'

export const key = { id: 'shared', secret: 'a secret of the two desks' }
export const olderKey = { id: 'older', secret: 'the secret before this one' }
export const minute = 60_000

interface Activity {
  type: string
  name?: string
  text?: string
  value?: { state?: string; message?: string }
}

export type WebhookDesk = Awaited<ReturnType<typeof openWebhookDesk>>

/** Empties the desk's tables and opens both desks. */
export async function openWebhookDesk(db: OpenedDatabase) {
  await putRowsBack(db, 'migrated')
  const other = await openOutsideDesk()
  const counted: string[] = []
  const logged: string[] = []
  const log: Log = { info() {}, warn() {}, error: (_fields, line) => { logged.push(line) } }
  const options: Partial<HandoffOptions> = {
    log, countTargetCall: (_target, outcome) => { counted.push(outcome) },
    targetSettings: { kind: 'webhook', url: `${other.url}/hook`, keys: [key, olderKey], acceptWithinMs: 10 * minute },
  }
  const desk = openDesk(db, options)
  await desk.room.runTargets()
  const told = () => other.calls.map(({ headers, body }) => ({ headers, activity: JSON.parse(body.toString()) as Activity }))
  const handoffOf = async (id: string) => {
    const { rows } = await db.query<{ id: string }>('select id from handoff where conversation_id = $1 order by requested_at desc limit 1', [id])
    return rows[0]!.id
  }
  const post = (what: 'status' | 'messages', handoffId: string, body: object, { headers = {}, on = desk, path = handoffId }: { headers?: Record<string, string>; on?: Desk; path?: string } = {}): Promise<DeskAnswer> => {
    const route = deskRoutes.find((one) => one.path === `/api/handoffs/:id/${what}`)!
    const text = JSON.stringify({ id: newId(), handoffId, ...body })
    return on.room.answer(route, {
      headers: { 'content-type': 'application/json', ...signedBy(key, text, on.clock.now()), ...headers }, params: { id: path }, query: new URLSearchParams(), body: Buffer.from(text), address: '127.0.0.1',
    })
  }
  /** A handoff that the other desk has been told of. */
  const offered = async () => {
    const id = await desk.waiting()
    await desk.room.runTargets()
    return { id, handoffId: await handoffOf(id) }
  }
  return {
    desk, other, counted, logged, options, told, handoffOf, post, offered,
    /** What the other desk heard, in order. */
    heard: () => told().map(({ activity: { name, text, value } }) => text ?? (value?.state ? `${name} ${value.state} ${value.message}` : name ?? 'handoff.initiate')),
    linkState: async (handoffId: string) => (await db.query<{ state: string }>('select state from handoff_target where handoff_id = $1', [handoffId])).rows[0]?.state,
    /** A handoff that somebody there has. */
    async accepted(name = 'Jo') {
      const one = await offered()
      const answer = await post('status', one.handoffId, { state: 'accepted', agent: { name } })
      if (answer.status !== 200) throw new Error(`not accepted: ${answer.status}`)
      return one
    },
    /** One of our own people, at their console. */
    async colleague(): Promise<Actor> {
      const mei = await desk.hire('Mei')
      await desk.room.heartbeat(mei)
      return mei
    },
    async close() {
      await desk.room.close()
      await other.close()
    },
  }
}

/** Status and what was done, or the code of the refusal. */
export function codeOf(answer: DeskAnswer): [number, string] {
  return [answer.status, answer.status === 200 ? OutsideDone.parse(answer.body).state : DeskError.parse(answer.body).error.code]
}
