import { randomUUID } from 'node:crypto'
import { FilledReplies, Suggestions } from '../../handoff/contract.ts'
import { settle } from '../app.ts'
import { ask, browserOf } from '../contract/desk-browser.ts'
import { actorNamed, type Stage } from './stage.ts'

type Doing = (stage: Stage, at: { id: string; who: string; words: string[] }) => Promise<unknown>

/** What agents do with texts: what the guard keeps back, what is ready, what the bot suggests. The pattern's groups after the name are `words`. */
export const textDoings: [RegExp, Doing][] = [
  [/^(\w+) is held back by ([\w.-]+): (.+)$/, (stage, { id, who, words }) => heldBack(stage, { id, who, rule: words[0]!, text: words[1]! }, [])],
  // Whatever is acknowledged: a rule that blocks is not talked round.
  [/^(\w+) is blocked by ([\w.-]+): (.+)$/, (stage, { id, who, words }) => heldBack(stage, { id, who, rule: words[0]!, text: words[1]! }, [{ rule: words[0]!, reason: 'they asked for it' }])],
  [/^(\w+) sends the quick reply ([\p{L}\p{N}-]+)$/u, async (stage, { id, who, words }) => {
    const { quickReplies } = FilledReplies.parse(await read(stage, who, `conversations/${id}/quick-replies`))
    const found = quickReplies.find((one) => one.shortcut === words[0])
    if (!found || found.missing.length > 0) throw new Error(`it cannot be filled in: ${JSON.stringify(found ?? quickReplies.map((one) => one.shortcut))}`)
    return reply(stage, { id, who, text: found.text })
  }],
  [/^(\w+) sends what the bot suggests for ([\w.-]+)$/, async (stage, { id, who, words }) => {
    const { suggestions } = Suggestions.parse(await read(stage, who, `conversations/${id}/suggestions`))
    const found = suggestions.find((one) => one.intent === words[0])
    if (!found) throw new Error(`it suggests: ${JSON.stringify(suggestions)}`)
    return reply(stage, { id, who, text: found.text })
  }],
  [/^(\w+) keeps the promise$/, async (stage, { id, who }) => {
    const { rows } = await stage.test.app.db.query<{ id: string }>(`select id from promise where conversation_id = $1 and state in ('open', 'broken') order by due_at limit 1`, [id])
    const answer = await ask({ room: stage.test.app.handoff }, 'POST', `/api/desk/promises/${rows[0]?.id}/kept`, { browser: await browser(stage, who) })
    return answer.status === 200 ? 'done' : { no: answer.body }
  }],
]

async function heldBack(stage: Stage, { id, who, rule, text }: { id: string; who: string; rule: string; text: string }, acknowledged: { rule: string; reason: string }[]): Promise<'done'> {
  const answer = await stage.test.app.handoff.reply(id, actorNamed(stage, who), { text, attachments: [], key: randomUUID(), acknowledged })
  if (answer === 'said' || answer.no !== 'guarded' || !answer.hits.some((hit) => hit.rule === rule && hit.instead.length > 0)) throw new Error(`it should be held back by ${rule}: ${JSON.stringify(answer)}`)
  return 'done'
}

/** Says a text that was ready, and sees that the shopper reads just that. */
async function reply(stage: Stage, { id, who, text }: { id: string; who: string; text: string }): Promise<unknown> {
  const answer = await stage.test.app.handoff.reply(id, actorNamed(stage, who), { text, attachments: [], key: randomUUID() })
  if (answer !== 'said') return answer
  await settle(stage.test)
  const got = stage.heard()
  if (got.length !== 1 || got[0]!.speaker !== 'agent' || got[0]!.text !== text) throw new Error(`the shopper should read “${text}”: ${JSON.stringify(got)}`)
  return 'done'
}

const browser = (stage: Stage, who: string) => browserOf(stage.test.app.db, actorNamed(stage, who).id, stage.test.clock.now())

async function read(stage: Stage, who: string, path: string): Promise<unknown> {
  return (await ask({ room: stage.test.app.handoff }, 'GET', `/api/desk/${path}`, { browser: await browser(stage, who) })).body
}
