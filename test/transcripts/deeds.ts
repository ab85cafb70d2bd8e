import { randomUUID } from 'node:crypto'
import { settle } from '../app.ts'
import { routingDeed } from './routing.ts'
import { doesLife } from './life.ts'
import { timesDeed } from './times.ts'
import { actorNamed, comeOnline, conversationOf, passes, type Stage } from './stage.ts'

const unitMs: Record<string, number> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Does what stands in brackets: `[Lee accepts]`, `[30 minutes pass]`, `[Lee hands back: found the parcel]` … Throws when it cannot be done. */
export async function deed(stage: Stage, text: string): Promise<void> {
  const time = /^(\d+) (second|minute|hour|day)s? pass(?:es)?$/.exec(text)
  if (time) return passes(stage, Number(time[1]) * unitMs[time[2]!]!)
  if (await doesLife(stage, text)) return settle(stage.test)
  const race = /^(\w+) and (\w+) accept at once$/.exec(text)
  if (race) return raceFor(stage, [race[1]!, race[2]!])
  if (await routingDeed(stage, text) || await timesDeed(stage, text)) return
  const [, who, what, words] = /^(\w+) (accepts|takes over|hands back|closes|transfers to|vanishes|comes online|goes offline)(?:[: ]+(.+))?$/.exec(text) ?? []
  if (!who || !what) throw new Error(`nobody knows how to do [${text}]`)
  await act(stage, { who, what, words: words ?? '' })
  await settle(stage.test)
}

async function act(stage: Stage, { who, what, words }: { who: string; what: string; words: string }): Promise<void> {
  const { handoff } = stage.test.app
  const actor = actorNamed(stage, who)
  const { id } = await conversationOf(stage, stage.speaker)
  switch (what) {
    case 'accepts': return succeeds(await handoff.claim(id, actor))
    case 'takes over': return succeeds(await handoff.takeOver(id, actor))
    case 'hands back': return succeeds(await handoff.handBack(id, actor, { word: words }))
    case 'closes': return succeeds(await handoff.complete(id, actor, { disposition: 'solved', note: words, next: 'closed' } as Parameters<typeof handoff.complete>[2]))
    case 'transfers to': return transfer(stage, { id, who, to: words })
    case 'comes online': return comeOnline(stage, who)
    case 'goes offline': case 'vanishes': return vanish(stage, who)
    default: throw new Error(`nobody knows how to make an agent ${what}`)
  }
}

/** An agent says something to the shopper. Who is warned by the guard means it, and says why. */
export async function agentSays(stage: Stage, who: string, text: string): Promise<void> {
  const { handoff } = stage.test.app
  const { id } = await conversationOf(stage, stage.speaker)
  const words = { text, attachments: [], key: randomUUID() }
  const said = await handoff.reply(id, actorNamed(stage, who), words)
  const isGuarded = said !== 'said' && said.no === 'guarded'
  succeeds(isGuarded ? await handoff.reply(id, actorNamed(stage, who), { ...words, acknowledged: said.hits.map(({ rule }) => ({ rule, reason: 'agreed with the lead' })) }) : said)
  await settle(stage.test)
}

/** An agent writes down what only the desk reads. */
export async function notes(stage: Stage, who: string, text: string): Promise<void> {
  const { id } = await conversationOf(stage, stage.speaker)
  succeeds(await stage.test.app.handoff.note(id, actorNamed(stage, who), { text, key: randomUUID() }))
  await settle(stage.test)
}

async function transfer(stage: Stage, { id, who, to }: { id: string; who: string; to: string }): Promise<void> {
  const { handoff } = stage.test.app
  const other = stage.actors.get(to)
  const actor = actorNamed(stage, who)
  succeeds(other ? await handoff.transferToAgent(id, actor, { agentId: other.id, note: '' }) : await handoff.transferToQueue(id, actor, { queueId: to, note: '' }))
}

// The console closes without a word; the lease runs out.
async function vanish(stage: Stage, who: string): Promise<void> {
  stage.present.delete(who)
  await passes(stage, 46_000)
}

/** Both press the button in the same moment: one of them wins, the other learns who. */
async function raceFor(stage: Stage, names: [string, string]): Promise<void> {
  const { id } = await conversationOf(stage, stage.speaker)
  const answers = await Promise.all(names.map((name) => stage.test.app.handoff.claim(id, actorNamed(stage, name))))
  const winners = answers.filter((answer) => !('no' in answer))
  const losers = answers.filter((answer) => 'no' in answer && answer.no === 'already-claimed')
  if (winners.length !== 1 || losers.length !== 1) throw new Error(`one should win and one should lose: ${JSON.stringify(answers)}`)
  await settle(stage.test)
}

function succeeds(answer: unknown): void {
  if (typeof answer === 'object' && answer !== null && 'no' in answer) throw new Error(`refused: ${JSON.stringify(answer)}`)
}
