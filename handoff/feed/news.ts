import { messagesChangedSince } from '../../core/conversation/index.ts'
import type { Message } from '../../core/conversation/index.ts'
import type { Changes } from '../contract.ts'
import type { HandoffPorts } from '../ports.ts'
import { latestHandoffsOf } from '../queries.ts'
import { writeCursor } from './cursor.ts'
import type { DeskCursor } from './cursor.ts'
import { changesAfter, conversationsAtDesk } from './feed-queries.ts'
import { boardOf, deskMessages, entryOf } from './view.ts'

/** A console of a team that wants what came after its cursor. */
export interface NewsAsk {
  team: string
  cursor: DeskCursor
}

type NewsPorts = Pick<HandoffPorts, 'db' | 'clock'>

const pageOfChanges = 500

/** What consoles ask for at the same moment is read once: after a hint all consoles of a team stand at the same cursor, and a team has one board. */
export async function readNews(ports: NewsPorts, asks: NewsAsk[]): Promise<Changes[]> {
  const distinct = new Map(asks.map((ask) => [keyOf(ask), ask]))
  const feeds = await Promise.all([...distinct].map(async ([key, ask]) => ({ key, ...(await readFeeds(ports, ask)) })))
  // Only then the boards: one read before the feeds could lack what they tell, and nothing would tell it again.
  const teams = [...new Set(asks.map((ask) => ask.team))]
  const boards = new Map(await Promise.all(teams.map(async (team) => [team, await boardOf(ports, team)] as const)))
  const news = new Map(await Promise.all(feeds.map(async (feed) => [feed.key, { ...(await newsOf(ports, feed)), ...boards.get(feed.team)! }] as const)))
  return asks.map((ask) => news.get(keyOf(ask))!)
}

function keyOf({ team, cursor }: NewsAsk): string {
  return `${team} ${writeCursor({ ...cursor, at: 0 })}`
}

interface Feeds {
  team: string
  cursor: DeskCursor
  conversationIds: string[]
  messages: Message[]
  hasMore: boolean
}

async function readFeeds({ db, clock }: NewsPorts, { team, cursor }: NewsAsk): Promise<Feeds> {
  const at = clock.now()
  const changed = await changesAfter(db, team, cursor.feed, pageOfChanges)
  // Most of what is said is between shoppers and the bot alone: no screen shows it, and only its place is read.
  const spoken = await messagesChangedSince(db, cursor.messages, pageOfChanges, (ids) => conversationsAtDesk(db, ids, team))
  return {
    team, cursor: { feed: changed.cursor, messages: spoken.cursor, at }, messages: spoken.messages, hasMore: changed.hasMore || spoken.hasMore,
    conversationIds: [...new Set([...changed.conversationIds, ...spoken.messages.map((message) => message.conversationId)])],
  }
}

async function newsOf({ db }: NewsPorts, { team, cursor, conversationIds, messages, hasMore }: Feeds): Promise<Pick<Changes, 'cursor' | 'entries' | 'messages' | 'hasMore'>> {
  const handoffs = await latestHandoffsOf(db, conversationIds, team)
  const visible = new Set(handoffs.map((handoff) => handoff.conversationId))
  return {
    cursor: writeCursor(cursor), entries: handoffs.map(entryOf), hasMore,
    messages: await deskMessages(db, messages.filter((message) => visible.has(message.conversationId))),
  }
}
