import type { AgentOnDesk, LeftMessage, Me, Mention, QueueEntry } from '../../../handoff/contract.ts'
import { offersTo } from '../desk-state.ts'
import type { Desk } from '../desk-state.ts'

export type AlertKind = 'offer' | 'waiting' | 'again' | 'returned' | 'wrote' | 'sla-soon' | 'sla-late' | 'mention' | 'left' | 'set-away' | 'agent-away'

/** Something an agent should hear of. It is new when its key was not there before. */
export interface Alert {
  key: string
  kind: AlertKind
  /** Null: it is about no conversation. */
  conversationId: string | null
  /** Who it is about: the shopper, or the colleague who wrote the note. */
  name: string | null
}

interface Seen {
  me: Pick<Me, 'id' | 'role' | 'skills' | 'languages' | 'isAway'>
  mentions: Mention[]
  now: number
}

/**
 * All there is to be alerted about as things stand. Whoever compares it with what was there before hears each thing once, whichever way the news
 * came: by the feed, by polling, or by a fresh load after a break.
 */
export function conditionsOf(desk: Desk, { me, mentions, now }: Seen): Alert[] {
  const own = desk.agents.find(({ id }) => id === me.id) ?? me
  const isOnDuty = me.role === 'agent' || me.role === 'lead' || me.role === 'admin'
  const isLead = me.role === 'lead' || me.role === 'admin'
  const isThere = isOnDuty && !own.isAway
  const waiting = isThere ? desk.entries.filter((entry) => isForMe(desk, entry, own)) : []
  const mine = desk.entries.filter(({ status, agent }) => status === 'accepted' && agent?.id === me.id)
  const clocks = isLead ? desk.entries : mine
  return [
    ...offersTo(desk, me.id, now).map((entry) => alertOf('offer', entry, entry.offer!.id)),
    ...waiting.map((entry) => alertOf(waitingKind(entry), entry, String(entry.alertCount ?? 0))),
    ...mine.filter(hasNews).map((entry) => alertOf('wrote', entry, `${entry.unansweredSince}.${entry.unread ?? ''}`)),
    ...clocks.flatMap((entry) => clockAlert(entry, { isMine: entry.agent?.id === me.id, now })),
    ...mentions.map(({ id, conversationId, by }) => ({ key: `mention:${id}`, kind: 'mention' as const, conversationId, name: by.name })),
    ...(isThere ? desk.leftMessages.map(leftAlert) : []),
    ...desk.agents.filter(({ id, awayBecause }) => awayBecause === 'lapsed' && (id === me.id || isLead)).map(({ id, name }) => ({ key: `set-away:${id}`, kind: id === me.id ? 'set-away' as const : 'agent-away' as const, conversationId: null, name })),
  ]
}

/** Those that were not there before, the most pressing first. */
export function newAlerts(before: ReadonlySet<string>, alerts: Alert[]): Alert[] {
  return alerts.filter(({ key }) => !before.has(key)).toSorted((a, b) => pressing.indexOf(a.kind) - pressing.indexOf(b.kind))
}

const pressing: AlertKind[] = ['offer', 'set-away', 'sla-late', 'returned', 'again', 'waiting', 'mention', 'wrote', 'sla-soon', 'left', 'agent-away']

function alertOf(kind: AlertKind, { handoffId, conversationId, shopper }: QueueEntry, round: string): Alert {
  return { key: `${kind}:${handoffId}:${round}`, kind, conversationId, name: shopper.name }
}

// A pushed line is offered to one agent after the other: the rest hear of it only when nobody took it. A widened alert calls other skills too.
function isForMe(desk: Desk, entry: QueueEntry, { id, skills, languages }: Pick<AgentOnDesk, 'id' | 'skills' | 'languages'>): boolean {
  if (entry.status !== 'waiting' || (entry.offer && entry.offer.agentId !== id)) return false
  const alertCount = entry.alertCount ?? 0
  const queue = desk.queues.find((one) => one.id === entry.queueId)
  if (queue?.assignment === 'push' && alertCount === 0) return false
  const called = [queue?.skill ?? '', ...(entry.widenedTo ?? [])]
  const hasSkill = skills.length === 0 || skills.some((skill) => called.includes(skill))
  // After an alert somebody may try in a language that they only half know.
  return hasSkill && (languages.length === 0 || languages.includes(entry.language) || alertCount > 0)
}

function waitingKind(entry: QueueEntry): AlertKind {
  if ((entry.alertCount ?? 0) > 0) return 'again'
  return entry.isReturned ? 'returned' : 'waiting'
}

// Until the server counts what was not seen, an unanswered message is news.
function hasNews({ unread, unansweredSince }: QueueEntry): boolean {
  return unread === undefined ? unansweredSince !== null : unread > 0
}

// To whom a clock rings before its time: the agent in charge, and leads; when it has run out, leads only where its target says so.
function clockAlert(entry: QueueEntry, { isMine, now }: { isMine: boolean; now: number }): Alert[] {
  const { sla } = entry
  if (!sla || sla.isPaused) return []
  const round = `${sla.kind}.${sla.dueAt}`
  if (sla.isBreached) return isMine || sla.alertsLeads ? [alertOf('sla-late', entry, round)] : []
  return now >= sla.warnAt ? [alertOf('sla-soon', entry, round)] : []
}

function leftAlert({ id, conversationId, shopper }: LeftMessage): Alert {
  return { key: `left:${id}`, kind: 'left', conversationId, name: shopper.name }
}
