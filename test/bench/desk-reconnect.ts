import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { isDeepStrictEqual } from 'node:util'
import { systemClock } from '../../core/clock.ts'
import { recordIncoming } from '../../core/conversation/index.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { Changes, Snapshot } from '../../handoff/contract.ts'
import type { Actor } from '../../handoff/index.ts'
import { deskOf, withChanges, type Desk } from '../../web/console/desk-state.ts'
import { messageFrom, bo } from '../cast.ts'
import { cardFor } from '../contract/desk.ts'
import { openDeskSocket, readDesk, type DeskAsker } from './desk-console.ts'
import { openBenchRoom } from './desk-room.ts'
import { percentile, rounded } from './figures.ts'

/** A console that was away while `events` things happened: from its first try to come back until it shows what a fresh load shows. Throws when the two differ. */
export async function measureReconnect(db: OpenedDatabase, asker: DeskAsker, agents: Actor[], { events, tries }: { events: number; tries: number }): Promise<number> {
  const before = deskOf(Snapshot.parse(await readDesk(asker, 'snapshot')))
  await happen(db, agents, events)
  const ms: number[] = []
  for (let round = 0; round < tries; round++) {
    const startedAt = performance.now()
    const desk = await comeBack(asker, before)
    ms.push(performance.now() - startedAt)
    const fresh = deskOf(Snapshot.parse(await readDesk(asker, 'snapshot')))
    const different = differenceOf(desk, fresh)
    if (different) throw new Error(`a console that came back shows other lines than a fresh load: ${different}`)
  }
  return rounded(percentile(ms, 0.5))
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
  let desk = before
  for (let hasMore = true; hasMore;) {
    const changes = Changes.parse(await readDesk(asker, `changes?cursor=${encodeURIComponent(desk.cursor)}`))
    desk = withChanges(desk, changes)
    ;({ hasMore } = changes)
  }
  socket.close()
  return desk
}

const stepsOfTalk = 4

/** So many things happen at the desk: shoppers ask for a person, are taken, written about, and done with. */
async function happen(db: OpenedDatabase, agents: Actor[], events: number): Promise<void> {
  const room = openBenchRoom(db)
  const live = async (number: number) => {
    const agent = agents[number % agents.length]!
    const { conversation: { id } } = await recordIncoming(db, messageFrom(bo, 'let me talk to a human', { conversation: randomUUID(), externalId: randomUUID() }), systemClock.now())
    const requested = await db.transaction((tx) => room.request(tx, id, cardFor()))
    if (requested.result !== 'waiting') throw new Error(`a request ended as ${requested.result}`)
    const claimed = await room.claim(id, agent)
    if ('no' in claimed) throw new Error(`a claim was refused: ${claimed.no}`)
    await room.note(id, agent, { text: 'looked at', key: randomUUID() })
    // Every third stays in hand.
    if (number % 3 !== 0) await room.complete(id, agent, { disposition: 'solved', note: '', next: 'closed' })
    else await room.note(id, agent, { text: 'still at it', key: randomUUID() })
  }
  const talks = Math.ceil(events / stepsOfTalk)
  const lanes = Array.from({ length: 8 }, async (_, lane) => {
    for (let number = lane; number < talks; number += 8) await live(number)
  })
  await Promise.all(lanes)
  await room.close()
}
