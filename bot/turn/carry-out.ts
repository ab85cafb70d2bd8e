import type { Db } from '../../core/db/db.ts'
import {
  commitTurn, storeOutcomes,
  type Conversation, type DialogHandoff, type DialogOutput, type DialogState, type DueTurn, type Language, type LeasedSend, type Message, type MoodCurve, type Reply, type Say, type Script, type TurnEnd, type Understanding,
} from '../../core/conversation/index.ts'
import { withEntities, withoutDeskQuestion, withoutStory } from '../../dialogs/index.ts'
import type { Left } from '../../handoff/index.ts'
import type { Cause } from './card-input.ts'
import { leaseMs } from './deliver.ts'
import { isUpset } from './decide.ts'
import type { Decision } from './decide.ts'
import { renderReplies } from './render.ts'
import { requestPerson } from './request-person.ts'
import { framedAgain, isOnlyAgain, timesAgain } from './say-again.ts'
import type { TurnPorts } from './run-turn.ts'
import type { ShopperValue } from './shopper-value.ts'
import { tellsMatter } from './what-was-said.ts'

/** A turn as computed, before anything is written. */
export interface Computed {
  decision: Decision
  understanding: Understanding
  curve: MoodCurve
  language: Language
  script: Script
  /** Dialog state before the turn. */
  state: DialogState
  answer: DialogOutput | null
  /** Looked up when a person is asked for. */
  shopperValue?: ShopperValue | undefined
  contact?: string | null
  now: number
}

/** What was committed: words that this process may send from memory, and whether others have work left. */
export interface Committed {
  /** As the turn leaves it. */
  conversation: Conversation
  leased: LeasedSend[]
  messages: Message[]
  hasMore: boolean
}

/** Commits the turn: everything or nothing. Null when the conversation moved on meanwhile. A plain answer is one statement; a handoff or a write to the shop joins its transaction. */
export async function carryOut(ports: TurnPorts, due: DueTurn, computed: Computed): Promise<Committed | null> {
  const extra = extraOf(due, computed)
  const state = nextState(due, computed)
  const says = renderReplies(ports.nlp, repliesOf(computed), { language: computed.language, script: computed.script, lastVariant: state.lastVariant })
  const end: TurnEnd = {
    conversationId: due.conversation.id, version: due.conversation.version, seq: due.seq, dialog: state, mood: computed.curve,
    language: computed.language, script: computed.script, understanding: due.isPrompt ? null : understandingOf(computed), says,
    leaseBy: ports.isHeld(due.conversation.id) ? null : ports.worker, leaseMs, now: computed.now,
  }
  const committed = extra === null ? await ports.commit(end) : await ports.db.transaction(async (tx) => {
    const done = await commitTurn(tx, end)
    if (done) await extra(ports, tx)
    return done
  })
  if (!committed) return null
  const messages = says.map((say, index) => messageOf(due, say, committed.firstSeq + index, computed.now))
  const leased = committed.isLeased ? messages.map(({ conversationId, seq }) => ({ conversationId, seq, attempts: 1 })) : []
  const { language, script } = computed
  return { conversation: { ...due.conversation, language, script }, leased, messages, hasMore: extra !== null || (says.length > 0 && !committed.isLeased) }
}

type Extra = (ports: TurnPorts, tx: Db) => Promise<unknown>

/** What joins the turn's transaction; who waits and is angry now waits less long. */
function extraOf(due: DueTurn, computed: Computed): Extra | null {
  const extra = workOf(due, computed)
  const { mood } = computed.understanding
  if (due.isPrompt || due.conversation.state !== 'waiting' || !isUpset(mood)) return extra
  return async (ports, tx) => {
    await ports.handoff.raiseByMood(tx, due.conversation.id, mood)
    if (extra) await extra(ports, tx)
  }
}

function workOf(due: DueTurn, computed: Computed): Extra | null {
  const { decision, answer } = computed
  const { id, state } = due.conversation
  switch (decision.to) {
    case 'agent': return (ports, tx) => ports.handoff.shopperSpoke(tx, id, due)
    case 'reply': case 'nothing': return null
    case 'tell-place': return (ports, tx) => ports.handoff.tellPlace(tx, id)
    case 'leave-queue': return (ports, tx) => ports.handoff.leaveQueue(tx, id, 'leave')
    case 'handoff': return askForPerson(due, computed, { reason: decision.reason, topic: topicOf(computed) })
    case 'dialog': {
      if (!answer) return null
      // Who waits has asked already; a message left gives up the place.
      const handoff = state === 'waiting' && !answer.handoff?.left ? null : answer.handoff
      const { feedback = [], givesUpPlace = false, forCard } = answer
      if (!handoff && !givesUpPlace && !forCard && answer.writes.length === 0 && feedback.length === 0) return null
      return async (ports, tx) => {
        for (const one of feedback) await ports.handoff.hear(tx, one)
        await storeOutcomes(tx, { conversationId: id, seq: due.seq, now: computed.now }, answer.writes)
        if (forCard) await ports.handoff.putOnCard(tx, id, forCard)
        if (givesUpPlace) await ports.handoff.leaveQueue(tx, id, 'solve')
        if (handoff?.left) await ports.handoff.leaveMessage(tx, id, leftOf(handoff, handoff.left))
        else if (handoff) await askForPerson(due, computed, handoff)(ports, tx)
      }
    }
  }
}

function askForPerson(due: DueTurn, { understanding, shopperValue, contact = null }: Computed, cause: Cause): Extra {
  const known = { turnSeq: due.seq, hasThreat: understanding.mood.hasThreat, shopperValue, contact, hasMatter: tellsMatter(understanding) }
  return (ports, tx) => requestPerson(ports, tx, due.conversation.id, { ...cause, ...known })
}

function leftOf({ topic }: DialogHandoff, { message, contact, isCallBack, wanted }: NonNullable<DialogHandoff['left']>): Left {
  return { text: message, contact, topic, isCallBack, wanted }
}

function topicOf({ understanding, state }: Computed): string {
  const said = [understanding.intent, ...understanding.further.map((one) => one.intent)]
  const intent = said.find((one) => one !== null && !one.startsWith('handoff.') && !one.startsWith('small-talk.')) ?? state.lastIntent
  return state.active?.topic ?? intent?.split('.')[0] ?? 'other'
}

function repliesOf(computed: Computed): Reply[] {
  const { decision, answer } = computed
  switch (decision.to) {
    case 'agent': case 'nothing': case 'tell-place': case 'leave-queue': return []
    case 'reply': return [decision.reply]
    case 'handoff': return decision.before
    case 'dialog': {
      // Who is handed over anyway is not offered a person as well.
      const after = answer?.handoff ? [] : decision.after
      const { first, last } = framedOf(computed)
      return [...decision.before, ...first, ...(answer?.replies ?? []), ...after, ...last]
    }
  }
}

function framedOf({ answer, state, understanding: { mood } }: Computed): { first: Reply[]; last: Reply[] } {
  return answer && isOnlyAgain(mood) ? framedAgain(answer, state, timesAgain(mood, state.timesAgain ?? 0)) : { first: [], last: [] }
}

// What the bot asks a shopper who waits hangs on what they wait for; who waits no more is asked nothing.
function waitsForOf(due: DueTurn, computed: Computed): DialogState['waitsFor'] {
  const { decision, answer, state } = computed
  if (decision.to === 'handoff') return { topic: topicOf(computed), asked: 0 }
  if (answer?.handoff && !answer.handoff.left) return { topic: answer.handoff.topic, asked: 0 }
  return due.conversation.state === 'waiting' ? (answer?.state ?? state).waitsFor ?? null : null
}

function nextState(due: DueTurn, computed: Computed): DialogState {
  const { decision, understanding, answer } = computed
  // What is told to a person, or in the message that brings one, stands on the card and need not be asked again.
  const isForPerson = decision.to === 'agent' || decision.to === 'handoff'
  const state = isForPerson ? withEntities(decision.to === 'handoff' ? withoutStory(computed.state) : computed.state, understanding) : computed.state
  // Who asks for a person again, or will not wait any more, has answered whether it is settled.
  const next = decision.to === 'tell-place' || decision.to === 'leave-queue' ? withoutDeskQuestion(state) : answer?.state ?? state
  return {
    ...next,
    lastVariant: { ...next.lastVariant }, // rendering writes into it
    recent: due.isPrompt ? state.recent ?? [] : [due.text.slice(0, 512), ...(state.recent ?? [])].slice(0, 5),
    wasOffered: decision.to === 'dialog' && decision.after.length > 0,
    timesAgain: timesAgain(understanding.mood, state.timesAgain ?? 0),
    waitsFor: waitsForOf(due, computed),
  }
}

function understandingOf({ understanding }: Computed) {
  const { intent, confidence, mood, release } = understanding
  return { intent, confidence, mood: mood.level, moodScore: mood.score, release }
}

function messageOf(due: DueTurn, say: Say, seq: number, now: number): Message {
  return {
    conversationId: due.conversation.id, seq, id: '', speaker: say.speaker, kind: say.kind, agentId: say.agentId ?? null, replyKey: say.replyKey ?? null,
    createdAt: now, text: say.text, choices: say.choices ?? [], attachments: say.attachments ?? [], understanding: null, event: say.event ?? null, delivery: 'queued',
  }
}
