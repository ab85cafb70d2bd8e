import type { Clock } from '../core/clock.ts'
import type { Attachment, GuardResult, Language, Reply, ReplyData, Script } from '../core/conversation/index.ts'
import type { Database, Db } from '../core/db/db.ts'
import type { Log } from '../core/log.ts'
import type { AttemptLimits } from '../core/auth.ts'
import type { CardData } from './card/card-input.ts'
import type { HandoffPolicy } from './policy.ts'
import type { DeskTimesCache } from './hours/desk-times.ts'
import type { Agent } from './people/agent-queries.ts'
import type { OidcSignIn } from './people/oidc.ts'
import type { Assignment, Claim, ClaimRefusal } from './deeds/claim-together.ts'
import { insertChange } from './feed/feed-queries.ts'
import type { NewsAsk } from './feed/news.ts'
import type { Changes } from './contract.ts'
import type { Initiation } from './card/initiate.ts'
import type { TargetSettings } from './targets/settings.ts'
import type { BotSide } from './deeds/bot-side.ts'
import type { ActionOrder } from './shop-actions/actions-for.ts'

/** What can be said into a conversation. Notices (place in the queue, who is speaking) still go when a claim cancels the bot's unsent words. */
export type Saying =
  | { reply: Reply; isNotice: true }
  | { text: string; agentId: string; attachments: Attachment[] }
  /** Seen by agents only; `agentId` null speaks for the system. `to`: a whisper to one agent. */
  | { note: string; agentId: string | null; to?: string }
  /** A mark in the transcript; goes out only on channels that read events. */
  | { event: string; data: Record<string, unknown> }
  /** A mark that only the desk sees. */
  | { mark: string; data: Record<string, unknown>; agentId: string | null }

/** `seq`: the line that is answered; null: the shopper has written nothing. */
export interface Suggested {
  seq: number | null
  suggestions: { intent: string; confidence: number; text: string }[]
}

/** What the bot hands this room when it opens it. */
export interface HandoffPorts {
  db: Database
  clock: Clock
  log: Log
  policy: HandoffPolicy
  /** What leads have set about time; kept for at most five seconds. */
  times: DeskTimesCache
  /** The shop's, in which shoppers are told times. */
  timeZone: string
  limits: AttemptLimits
  /** Signing in by an identity provider; null: by password only. */
  oidc: OidcSignIn | null
  /** Stores words and queues them, inside the caller's transaction. */
  say(tx: Db, conversationId: string, saying: Saying): Promise<unknown>
  /** The same for several conversations, each once, with few statements; what is left out says one after the other. */
  sayInMany(tx: Db, said: { conversationId: string; sayings: Saying[] }[]): Promise<unknown>
  /** Takes a waiting conversation, together with whatever else is claimed at the same moment. Made by the room itself. */
  claims(claim: Claim): Promise<Assignment | ClaimRefusal>
  /** What changed at a team's desk since a cursor; consoles that ask at the same moment share the reading. Made by the room itself. */
  news(ask: NewsAsk): Promise<Changes>
  /** Delivers what is queued now; called after a commit, never waits. */
  wake(conversationId: string): void
  hint(channel: string, payload?: string): void
  /** A reply in the words of a language, for the card. */
  renderCard(reply: Reply, language: Language): string
  /** The writers' label of an intent (`Track my parcel`), or the intent itself. */
  labelOf(intent: string, language: Language): string
  /** Orders, parcels and returns of the conversation, live from the shop. */
  cardData(conversationId: string): Promise<CardData>
  /** The Bot Framework event `handoff.initiate` made of a handoff. */
  renderInitiate(initiation: Initiation): Promise<unknown>
  /** What the guard says of a text before it goes to the shopper. `known`: phones and e-mails that may be said, such as the shopper's own. */
  guard(text: string, language: Language, known?: string[]): GuardResult | Promise<GuardResult>
  /** Fills a text of the team's with values; `missing` names those nobody knows, which stay in the text as `{{name}}`. */
  renderText(text: string, data: ReplyData, voice: { language: Language; script: Script }): { text: string; missing: string[] } | { refused: string }
  /** A text as it is compared: small letters, one width, simplified characters; as long as before. */
  foldText(text: string): string
  /** What the bot would say to the shopper's last words, best first; nothing is stored. */
  suggest(conversationId: string): Promise<Suggested>
  /** The shopper's orders, as far as something can be done about them. */
  shopOrders(conversationId: string): Promise<ActionOrder[]>
  /** The shop's name, as shoppers read it. */
  shopName(language: Language): string
  /** What the desk wants of the bot when a person lets go. */
  bot: BotSide
  /** Production refuses demo agents and sends cookies over TLS only. */
  isProduction: boolean
  /** Opens the routes that allow it to the operator's own tools; null: to nobody. */
  operatorToken: string | null
  /** The outside desk that may take over, besides our own; null: none. */
  targetSettings: TargetSettings | null
  /** Names this process in leases. */
  worker: string
  /** Counts calls to an outside desk by what came of them. */
  countTargetCall(target: string, outcome: 'sent' | 'put-off' | 'dead' | 'fell-back'): void
}

/** The agent who does something. */
export type Actor = Pick<Agent, 'id' | 'name' | 'team'>

/** The bus channel on which consoles are told to look again. */
export const deskChannel = 'desk'
/** The bus channel on which sockets learn that somebody's session, role or team changed; the payload is the agent's id. */
export const sessionChannel = 'desk-session'
/** The bus channel of "an agent is typing"; the payload is a JSON of conversationId and agent. */
export const typingChannel = 'desk-typing'
/** The bus channel of "a shopper is typing"; the payload is a JSON of conversationId and team. */
export const shopperTypingChannel = 'desk-shopper-typing'

/** The bus channel on which a conversation's channel learns that its agent types; the payload is the agent's id. */
export function agentTypingOf(conversationId: string): string {
  return `agent-typing:${conversationId}`
}

/** Tells the consoles, after the commit. Losing the hint costs latency only. */
export function hintConsoles(ports: Pick<HandoffPorts, 'hint'>, conversationId: string): void {
  ports.hint(deskChannel, conversationId)
}

/** After a commit: deliver the words, tell the consoles. */
export function carryOn(ports: Pick<HandoffPorts, 'hint' | 'wake'>, conversationId: string): void {
  ports.wake(conversationId)
  hintConsoles(ports, conversationId)
}

/** Writes the change into the consoles' feed, in the deed's transaction. */
export function recordChange(tx: Db, one: { team: string; conversationId: string }, what: string, now: number): Promise<void> {
  return insertChange(tx, { team: one.team, conversationId: one.conversationId, what, now })
}
