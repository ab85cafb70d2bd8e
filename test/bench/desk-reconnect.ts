import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { isDeepStrictEqual } from 'node:util'
import { systemClock } from '../../core/clock.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { Changes, Snapshot } from '../../handoff/contract.ts'
import type { Actor } from '../../handoff/index.ts'
import { deskOf, withChanges, type Desk } from '../../web/console/desk-state.ts'
import { until } from '../patience.ts'
import { openDeskSocket, readDesk, type DeskAsker } from './desk-console.ts'
import { openBenchRoom } from './desk-room.ts'
import { seedDesk } from './desk-seed.ts'
import { percentile, rounded } from './figures.ts'

/** The lines waiting before must fit into the head of a fresh load. A console that was away while `events` things happened: from its first try to come back until it shows what a fresh load shows. Throws when the two differ. */
export async function measureReconnect(db: OpenedDatabase, asker: DeskAsker, agents: Actor[], { events, tries }: { events: number; tries: number }): Promise<number> {
  const talks = Math.ceil(events / deedsOfTalk)
  const before = deskOf(Snapshot.parse(await readDesk(asker, 'snapshot')))
  await happen(db, agents, talks)
  const ms: number[] = []
  for (let round = 0; round < tries; round++) {
    const startedAt = performance.now()
    const desk = await comeBack(asker, before)
    ms.push(performance.now() - startedAt)
    await compare(asker, desk)
  }
  return rounded(percentile(ms, 0.5))
}

// The desk goes on meanwhile (alerts and priorities of all who wait): what differs because of that is the same as soon as nothing happens between the two readings.
async function compare(asker: DeskAsker, shown: Desk): Promise<void> {
  let different: string | null = null
  const isSame = async () => {
    const fresh = deskOf(Snapshot.parse(await readDesk(asker, 'snapshot')))
    different = differenceOf(await readOn(asker, shown), await readOn(asker, fresh))
    return different === null
  }
  await until(isSame, { withinMs: 60_000, instead: () => `A console that came back shows other lines than a fresh load: ${different}` })
}

function differenceOf(shown: Desk, fresh: Desk): string | null {
  if (isDeepStrictEqual(shown.entries, fresh.entries)) return null
  const place = Math.max(0, shown.entries.findIndex((entry, at) => !isDeepStrictEqual(entry, fresh.entries[at])))
  return `${shown.entries.length} and ${fresh.entries.length} lines, line ${place}: ${JSON.stringify(shown.entries[place])} is not ${JSON.stringify(fresh.entries[place])}`
}

// As the page does it: the socket first, then the changes, each checked and put over what was there.
async function comeBack(asker: DeskAsker, before: Desk): Promise<Desk> {
  const socket = openDeskSocket(asker)
  await once(socket, 'open')
  const desk = await readOn(asker, before)
  socket.close()
  return desk
}

async function readOn(asker: DeskAsker, before: Desk): Promise<Desk> {
  let desk = before
  for (let hasMore = true; hasMore;) {
    const changes = Changes.parse(await readDesk(asker, `changes?cursor=${encodeURIComponent(desk.cursor)}`))
    desk = withChanges(desk, changes)
    ;({ hasMore } = changes)
  }
  return desk
}

const deedsOfTalk = 4

/** Things happen to so many conversations: they are taken, written about, and done with. */
async function happen(db: OpenedDatabase, agents: Actor[], talks: number): Promise<void> {
  const waiting = async (but: string[]) => (await db.query<{ id: string }>(
    `select conversation_id as id from handoff where status = 'waiting' and not conversation_id = any($1::uuid[])`, [but])).rows.map(({ id }) => id)
  const known = await waiting([])
  await seedDesk(db, { waiting: talks, closed: 0, now: systemClock.now() })
  // Each of these is taken below: what is left waiting is what the console knew, all of it in the head of its line.
  const ids = await waiting(known)
  const room = openBenchRoom(db)
  const live = async (number: number) => {
    const id = ids[number]!
    const agent = agents[number % agents.length]!
    const note = (text: string) => room.note(id, agent, { text, key: randomUUID() })
    const end = () => room.complete(id, agent, { disposition: 'solved', note: '', next: 'closed' })
    // Every third stays in hand.
    const steps = [() => room.claim(id, agent), () => note('looked at'), () => note('asked the warehouse'), number % 3 === 0 ? () => note('still at it') : end]
    for (const step of steps) {
      const answer = await step()
      if (typeof answer === 'object' && 'no' in answer) throw new Error(`a deed was refused: ${answer.no}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, async (_, lane) => {
    for (let number = lane; number < talks; number += 8) await live(number)
  }))
  await room.close()
}
