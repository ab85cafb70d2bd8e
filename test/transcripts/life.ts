import { randomUUID } from 'node:crypto'
import type { Db } from '../../core/db/db.ts'
import { NextStep } from '../../handoff/contract.ts'
import { setShop } from './shop-rim.ts'
import { actorNamed, conversationOf, type Stage } from './stage.ts'
import { textDoings } from './texts.ts'

const unitMs: Record<string, number> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }

type Doing = (stage: Stage, at: { id: string; who: string; words: string[] }) => Promise<unknown>

// What agents do besides taking, answering and ending: the pattern's groups after the name are `words`.
const doings: [RegExp, Doing][] = [
  [/^(\w+) puts it off for (\d+) (second|minute|hour|day)s?$/, (stage, { id, who, words }) =>
    stage.test.app.handoff.snooze(id, actorNamed(stage, who), { until: stage.test.clock.now() + lasting(words), note: '' })],
  [/^(\w+) wakes it$/, (stage, { id, who }) => stage.test.app.handoff.wakeUp(id, actorNamed(stage, who))],
  [/^(\w+) finishes$/, (stage, { id, who }) => stage.test.app.handoff.finish(id, actorNamed(stage, who))],
  [/^(\w+) reopens it$/, (stage, { id, who }) => stage.test.app.handoff.reopen(id, actorNamed(stage, who))],
  [/^(\w+) watches$/, (stage, { id, who }) => stage.test.app.handoff.watch(id, actorNamed(stage, who), { isShown: true })],
  [/^(\w+) reassigns to (\w+)$/, (stage, { id, who, words }) => stage.test.app.handoff.reassignToAgent(id, actorNamed(stage, who), { agentId: actorNamed(stage, words[0]!).id, note: '' })],
  [/^(\w+) asks (\w+): (.+)$/, (stage, { id, who, words }) => stage.test.app.handoff.consult(id, actorNamed(stage, who), { agentId: actorNamed(stage, words[0]!).id, text: words[1]!, key: randomUUID() })],
  [/^(\w+) whispers back: (.+)$/, (stage, { id, who, words }) => stage.test.app.handoff.answerConsultation(id, actorNamed(stage, who), { text: words[0]!, key: randomUUID() })],
  [/^(\w+) hands back for a (\w+)(?:: (.+))?$/, (stage, { id, who, words }) => stage.test.app.handoff.handBack(id, actorNamed(stage, who), { word: words[1] ?? '', nextStep: NextStep.parse(words[0]) })],
  [/^(\w+) completes as ([\w-]+)(, back to the bot)?$/, (stage, { id, who, words }) => complete(stage, { id, who, disposition: words[0]!, next: words[1] ? 'bot' : 'closed' })],
  [/^(\w+) completes and will ask in (\d+) (second|minute|hour|day)s?: (.+)$/, (stage, { id, who, words }) =>
    complete(stage, { id, who, disposition: 'solved', followUp: { at: stage.test.clock.now() + lasting(words), text: words[2]! } })],
  [/^(\w+) promises within (\d+) (second|minute|hour|day)s?: (.+)$/, (stage, { id, who, words }) =>
    stage.test.app.handoff.makePromise(id, actorNamed(stage, who), { kind: 'other', text: words[2]!, dueAt: stage.test.clock.now() + lasting(words), key: randomUUID() })],
  [/^(\w+) writes too late: (.+)$/, async (stage, { id, who, words }) => {
    const answer = await stage.test.app.handoff.reply(id, actorNamed(stage, who), { text: words[0]!, attachments: [], key: randomUUID() })
    if (answer === 'said' || answer.no !== 'not-yours') throw new Error(`it should be refused: ${JSON.stringify(answer)}`)
    return 'done'
  }],
]

/** Does a deed of a talk's life; false when it is none. */
export async function doesLife(stage: Stage, text: string): Promise<boolean> {
  if (/^the shop (goes down|comes back)$/.test(text)) {
    setShop(stage.test.app.shop, text.endsWith('down'))
    return true
  }
  for (const [pattern, doing] of [...doings, ...textDoings]) {
    const [, who, ...words] = pattern.exec(text) ?? []
    if (who === undefined) continue
    const answer = await doing(stage, { id: (await conversationOf(stage, stage.speaker)).id, who, words })
    if (typeof answer === 'object' && answer !== null && 'no' in answer) throw new Error(`refused: ${JSON.stringify(answer)}`)
    return true
  }
  return false
}

function lasting([count, unit]: string[]): number {
  return Number(count) * unitMs[unit!]!
}

function complete(stage: Stage, { id, who, disposition, next = 'closed', followUp }: { id: string; who: string; disposition: string; next?: 'closed' | 'bot'; followUp?: { at: number; text: string } }): Promise<unknown> {
  const ending = { disposition, note: '', next, survey: followUp === undefined, ...(followUp ? { followUp } : {}) }
  return stage.test.app.handoff.complete(id, actorNamed(stage, who), ending as Parameters<typeof stage.test.app.handoff.complete>[2])
}

/** What is so of a talk's life; null when `what` is no part of it. */
export async function lifeFacts(db: Db, conversationId: string, what: string): Promise<Record<string, unknown>[] | null> {
  const sql = claims[what]
  if (!sql) return null
  const { rows } = await db.query<{ personal: unknown }>(sql, [conversationId])
  return rows.map(({ personal, ...row }) => ({ ...row, ...(typeof personal === 'string' ? JSON.parse(personal) : personal ?? {}) as object }))
}

const claims: Record<string, string> = {
  'draft': 'select a.name as agent, d.refused_at is not null as late, d.personal from draft d join agent a on a.id = d.agent_id where d.conversation_id = $1',
  'survey': 'select s.score, a.name as agent, s.personal from survey s left join agent a on a.id = s.agent_id where s.conversation_id = $1',
  'follow-up': 'select state, personal from follow_up where conversation_id = $1',
  'promise': 'select state, moved, personal from promise where conversation_id = $1',
  'guard hit': 'select g.rule, g.outcome, a.name as agent, g.personal from guard_hit g join agent a on a.id = g.agent_id where g.conversation_id = $1',
  'line': `select speaker as by, personal from message where conversation_id = $1 and kind = 'text'`,
  'task': 'select kind, personal from left_message where conversation_id = $1 and done_at is null',
  'wrap-up': 'select disposition, complaint_class as class, personal from wrap_up where conversation_id = $1',
  'question to a colleague': 'select a.name as agent, c.is_answered as answered from consult c join agent a on a.id = c.agent_id where c.conversation_id = $1',
}
