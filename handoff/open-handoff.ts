import type { z } from 'zod'
import { openAttemptLimits } from '../core/auth.ts'
import type { Db } from '../core/db/db.ts'
import { newSecret } from '../core/ids.ts'
import { lanesOn, together } from '../core/together.ts'
import { agentNames } from './people/agent-queries.ts'
import { sealAudit } from './audit/chain.ts'
import { agentOfCookies } from './people/agents.ts'
import type { SignedIn } from './people/agents.ts'
import { answerRequest } from './api/answer.ts'
import type { DeskRequest } from './api/answer.ts'
import type { CardInput } from './card/card-input.ts'
import type { AgentSkills, CalendarToSave, OffHoursChange, Priority, QueueChange, SlaChange } from './contract.ts'
import { claimTogether } from './deeds/claim-together.ts'
import { claim, takeOver, takeUp } from './deeds/claim.ts'
import { silentBot } from './deeds/bot-side.ts'
import { complete, handBack } from './deeds/end.ts'
import type { Back, Ending } from './deeds/end.ts'
import { lifeOf } from './deeds/life.ts'
import { initiationOf } from './card/initiate.ts'
import { putOnCard } from './card/put-on-card.ts'
import { defaultPolicy } from './policy.ts'
import type { HandoffPolicy } from './policy.ts'
import { hintConsoles } from './ports.ts'
import type { Actor, HandoffPorts } from './ports.ts'
import { heartbeat, sweep } from './people/presence.ts'
import { openAssigner } from './queue/assign.ts'
import { acceptOffer, declineOffer } from './queue/offers.ts'
import { setPriority } from './queue/set-priority.ts'
import { changeQueue, setAgentSkills } from './queue/settings.ts'
import { raiseByMood } from './queue/raise-by-mood.ts'
import type { Words } from './deeds/answer-queries.ts'
import { leaveQueue, request, shopperSpoke, tellPlace } from './queue/request.ts'
import { openDeskTimes } from './hours/desk-times.ts'
import { leaveMessage } from './hours/leave-message.ts'
import type { Left } from './hours/task-for-later.ts'
import { removeCalendar, saveCalendar, setOffHours, setSlaPolicies } from './hours/set-times.ts'
import type { DeskRoute } from './api/route.ts'
import { followDesk } from './feed/socket.ts'
import type { ConsoleLine } from './feed/socket.ts'
import { note, reply } from './deeds/speak.ts'
import { shopperSaw } from './delivery/shopper-seen.ts'
import { shopperTyping } from './delivery/typing.ts'
import { timerHandlers } from './timers/handlers.ts'
import { runTimers } from './timers/timers.ts'
import { openTargets } from './targets/open-targets.ts'
import { transferToAgent, transferToQueue } from './deeds/transfer.ts'
import type { QueueTarget } from './deeds/transfer.ts'
import { readNews } from './feed/news.ts'
import { changesSince, openConversation, snapshot } from './feed/view.ts'

type Needed = Pick<HandoffPorts, 'db' | 'clock' | 'log' | 'say' | 'wake' | 'hint' | 'cardData'>

/** What the bot hands over; what is left out gets a sensible default. */
export type HandoffOptions = Needed & Partial<Omit<HandoffPorts, keyof Needed | 'policy' | 'claims' | 'news'>> & { policy?: Partial<HandoffPolicy> }

export type HandoffRoom = ReturnType<typeof openHandoff>

/** Opens the room. Functions that take `tx` join the caller's transaction and leave `hintConsoles` to the caller, after the commit; the others commit and hint themselves. */
export function openHandoff(options: HandoffOptions) {
  const ports = portsOf(options)
  const lines = new Set<() => void>()
  const targets = openTargets(ports)
  const assigner = openAssigner(ports)
  const idle = async () => {
    await targets.idle()
    await assigner.idle()
  }
  return {
    // For the turn
    async request(tx: Db, conversationId: string, card: CardInput) {
      const requested = await request(ports, tx, conversationId, card)
      if (requested.result === 'waiting' && requested.isNew) await targets.offer(tx, requested.handoffId)
      return requested
    },
    tellPlace: (tx: Db, conversationId: string) => tellPlace(ports, tx, conversationId),
    leaveQueue: (tx: Db, conversationId: string, why: 'leave' | 'solve') => leaveQueue(ports, tx, conversationId, why),
    leaveMessage: (tx: Db, conversationId: string, left: Left) => leaveMessage(ports, tx, conversationId, left),
    putOnCard: (tx: Db, conversationId: string, more: Parameters<typeof putOnCard>[3]) => putOnCard(ports, tx, conversationId, more),
    shopperSpoke: (tx: Db, conversationId: string, words?: Words) => shopperSpoke(ports, tx, conversationId, words),
    raiseByMood: (tx: Db, conversationId: string, mood: Parameters<typeof raiseByMood>[3]) => raiseByMood(ports, tx, conversationId, mood),
    hintConsoles: (conversationId: string) => { hintConsoles(ports, conversationId) },
    /** For channels: the shopper writes, and nothing is there yet. */
    shopperTyping: (conversationId: string) => shopperTyping(ports, conversationId),
    /** For channels: the shopper has read up to there. */
    shopperSaw: (conversationId: string, seq: number) => shopperSaw(ports, conversationId, seq),
    // For agents
    claim: (conversationId: string, actor: Actor) => claim(ports, conversationId, actor),
    takeOver: (conversationId: string, actor: Actor) => takeOver(ports, conversationId, actor),
    takeUp: (conversationId: string, actor: Actor) => takeUp(ports, conversationId, actor),
    reply: (conversationId: string, actor: Actor, words: Parameters<typeof reply>[3]) => reply(ports, conversationId, actor, words),
    note: (conversationId: string, actor: Actor, words: Parameters<typeof note>[3]) => note(ports, conversationId, actor, words),
    handBack: (conversationId: string, actor: Actor, word: Back) => handBack(ports, conversationId, actor, word),
    complete: (conversationId: string, actor: Actor, end: Ending) => complete(ports, conversationId, actor, end),
    transferToQueue: (conversationId: string, actor: Actor, to: QueueTarget & { note: string }) => transferToQueue(ports, conversationId, actor, to),
    transferToAgent: (conversationId: string, actor: Actor, to: { agentId: string; note: string }) => transferToAgent(ports, conversationId, actor, to),
    acceptOffer: (offerId: string, actor: Actor) => acceptOffer(ports, offerId, actor),
    declineOffer: (offerId: string, actor: Actor) => declineOffer(ports, offerId, actor),
    setPriority: (conversationId: string, actor: Actor, change: { priority: Priority; reason: string }) => setPriority(ports, conversationId, actor, change),
    heartbeat: (actor: Actor, change?: { isAway?: boolean }) => heartbeat(ports, actor, change),
    ...lifeOf(ports),
    // For leads
    saveCalendar: (actor: Actor, calendar: z.output<typeof CalendarToSave>, id?: string) => saveCalendar(ports, actor, calendar, id),
    removeCalendar: (actor: Actor, id: string) => removeCalendar(ports, actor, id),
    changeQueue: (actor: Actor, id: string, change: z.output<typeof QueueChange>) => changeQueue(ports, actor, id, change),
    setAgentSkills: (actor: Actor, agentId: string, skills: z.output<typeof AgentSkills>) => setAgentSkills(ports, actor, agentId, skills),
    setOffHours: (actor: Actor, change: z.output<typeof OffHoursChange>) => setOffHours(ports, actor, change),
    setSlaPolicies: (actor: Actor, change: z.output<typeof SlaChange>) => setSlaPolicies(ports, actor, change),
    /** What leads have set is read anew with the next request: for whoever changed it past this room. */
    forgetSettings: () => { ports.times.forget() },
    // For screens
    snapshot: (actor: Pick<Actor, 'team'>) => snapshot(ports, actor),
    changesSince: (actor: Pick<Actor, 'team'>, cursor: string) => changesSince(ports, actor, cursor),
    openConversation: (actor: Pick<Actor, 'team'>, conversationId: string, language: string) => openConversation(ports, actor, conversationId, language),
    initiationOf: (handoffId: string, team: string | null) => initiationOf(ports, handoffId, team),
    /** The agent's name as the shopper reads it, or null. */
    agentName: async (agentId: string) => (await agentNames(ports.db, [agentId])).get(agentId) ?? null,
    // For the server
    answer: (route: DeskRoute, asked: DeskRequest) => answerRequest(ports, route, asked),
    /** Who is signed in with this `Cookie` header, or null. */
    agentOfCookies: (cookies: string | undefined) => agentOfCookies(ports, cookies),
    /** Tells a console when to look again; returns the function that stops it. */
    follow(agent: SignedIn, line: ConsoleLine) {
      const stop = followDesk(ports, agent, line)
      lines.add(stop)
      return () => {
        lines.delete(stop)
        stop()
      }
    },
    // For jobs
    async sweep(now: number) {
      const swept = await sweep(ports, now)
      await runTimers(ports, timerHandlers, now)
      await assigner.run()
      return swept
    },
    /** Chains the deeds on record that are not in the chain yet; to be called twice a second by any replica. */
    sealAudit: () => sealAudit(ports.db),
    /** Tells an outside desk whatever is due. */
    runTargets: () => targets.run(),
    /** Something changed at the desk and may have freed an agent, or made somebody wait: whom to offer to whom is looked up in the background. */
    assignSoon: () => { assigner.soon() },
    /** Something happened in this conversation: an outside desk that has it is told at once, in the background. */
    nudgeTargets: (conversationId: string) => { targets.nudge(conversationId) },
    /** Resolves when nothing that was begun in the background is on its way any more. */
    idle,
    /** Lets go of the consoles' lines, when what is on its way to an outside desk has arrived. */
    async close() {
      await idle()
      for (const stop of lines) stop()
      lines.clear()
      await ports.limits.close()
    },
  }
}

function portsOf(options: HandoffOptions): HandoffPorts {
  const sayInMany: HandoffPorts['sayInMany'] = async (tx, said) => {
    for (const { conversationId, sayings } of said) for (const saying of sayings) await options.say(tx, conversationId, saying)
  }
  const ports: HandoffPorts = {
    sayInMany, claims: together((claims) => claimTogether(ports, claims), { limit: 64, lanes: lanesOn(options.db) }),
    news: together((asks) => readNews(ports, asks), { limit: 256, lanes: lanesOn(options.db) }),
    limits: openAttemptLimits(), renderCard: (one) => one.key, labelOf: (intent) => intent, renderInitiate: async (initiation) => initiation, guard: () => ({ hits: [], promises: [] }), renderText: (text) => ({ text, missing: [] }), shopName: () => '', suggest: async () => ({ seq: null, suggestions: [] }), shopOrders: async () => [], foldText: (text) => text.toLowerCase(),
    bot: silentBot, times: openDeskTimes(), timeZone: 'UTC',
    isProduction: false, operatorToken: null, oidc: null, targetSettings: null, worker: newSecret(6), countTargetCall: () => {}, ...options, policy: { ...defaultPolicy, ...options.policy },
  }
  return ports
}
