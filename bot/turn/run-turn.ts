import type { Clock } from '../../core/clock.ts'
import { crashPoint } from '../../core/crash-point.ts'
import type { Database } from '../../core/db/db.ts'
import type { Log } from '../../core/log.ts'
import type { Metrics } from '../../core/metrics.ts'
import {
  conversationsWithOverdueTurns, emptyDialogState, nextTurn, UnreadableTurn, type DialogState, type DueTurn, type TurnCommitted, type TurnEnd, type UnderstandContext, type Understanding,
} from '../../core/conversation/index.ts'
import { isLeavingMessage, withoutOldMessage, type Dialogs } from '../../dialogs/index.ts'
import type { Handoff } from '../../handoff/index.ts'
import { nextMoodCurve, type NlpModels } from '../../nlp-models/index.ts'
import { carryOut, type Computed } from './carry-out.ts'
import { computePrompt } from './prompt.ts'
import { inTime, turnFailed } from './turn-failed.ts'
import { decide, type Policy } from './decide.ts'
import { sendLeased, type DeliverPorts } from './deliver.ts'
import type { Mouth } from './say.ts'
import type { ShopperValue } from './shopper-value.ts'

export interface TurnPorts {
  db: Database
  clock: Clock
  log: Log
  metrics: Metrics
  /** Names this process in leases. */
  worker: string
  nlp: NlpModels
  dialogs: Dialogs
  handoff: Handoff
  mouth: Mouth
  policy: Policy
  /** What the shopper has bought so far, for their place in the queue; undefined when nobody knows. */
  shopperValue(customerId: string | null): Promise<ShopperValue | undefined>
  /** Where the shop knows that a customer can be reached; null when nobody knows. */
  shopperContact(customerId: string | null): Promise<string | null>
  /** Commits a turn that leaves nothing but words; together with those of other conversations that come at the same time. */
  commit(end: TurnEnd): Promise<TurnCommitted | null>
  delivery: DeliverPorts
  /** Called after a commit that left words, writes or a handoff for others to carry on with. */
  carryOn(conversationId: string): void
  /** The words of this conversation travel in an acknowledgement: the turn leaves them in the outbox for it. */
  isHeld(conversationId: string): boolean
}

/** Runs the conversation's next turn: `known`, or read. `nothing`: none was due. `again`: another process was faster or a person took over meanwhile; compute anew. */
export async function runTurn(ports: TurnPorts, conversationId: string, known: DueTurn | null = null): Promise<'ran' | 'ran-last' | 'again' | 'nothing' | 'failed'> {
  let due = known
  const startedAt = performance.now()
  try {
    due ??= await nextTurn(ports.db, conversationId)
    if (!due) return 'nothing'
    const computed = await inTime(compute(ports, due), ports.policy.turnTimeoutMs)
    crashPoint('before-turn-commit')
    const committed = await carryOut(ports, due, computed)
    if (!committed) return 'again'
    crashPoint('after-turn-commit')
    logTurn(ports, due, computed, performance.now() - startedAt)
    await sendAtOnce(ports, due, committed)
    return due.hasMore ? 'ran' : 'ran-last'
  } catch (error) {
    if (error instanceof UnreadableTurn) return turnFailed(ports, error.due, error)
    if (!due) throw error
    return turnFailed(ports, due, error)
  }
}

async function compute(ports: TurnPorts, due: DueTurn): Promise<Computed> {
  const { conversation, text } = due
  const now = ports.clock.now()
  if (due.isPrompt) return computePrompt(ports, due, now)
  const state = withoutOldMessage(conversation.dialog ?? emptyDialogState(), now)
  const understanding = heardTogether(ports.nlp, ports.nlp.understand(text, contextOf(due), now), due, now)
  const curve = nextMoodCurve(conversation.mood, understanding.mood, due.seq)
  const isTold = understanding.text.trim() !== ''
  // A button sends its value, which is a name of ours in English letters: it tells nothing of the shopper's language.
  const isButton = offers(state, text.trim())
  const language = isTold && !isButton ? understanding.language : conversation.language ?? understanding.language
  const script = isTold && !isButton && understanding.script !== 'none' ? understanding.script : conversation.script
  const decision = decide({
    state: conversation.state, understanding, curve, hasText: isTold, hasAttachments: due.attachments.length > 0,
    isDialogOpen: state.active !== null, wasOffered: state.wasOffered ?? false, asksYesNo: offers(state, 'yes'), isLeavingMessage: isLeavingMessage(state), policy: ports.policy,
  })
  const shopper = { id: conversation.shopperId, name: conversation.shopperName, customerId: conversation.customerId }
  const answer = decision.to === 'dialog'
    ? await ports.dialogs.take({ conversationId: conversation.id, understanding, attachments: due.attachments, state, shopper, now, language, script, isWaiting: conversation.state === 'waiting' })
    : null
  // Asked before the transaction: it is never held across the network.
  const isHandoff = decision.to === 'handoff' || (answer?.handoff != null && conversation.state !== 'waiting')
  const [shopperValue, contact] = isHandoff ? await Promise.all([ports.shopperValue(conversation.customerId), ports.shopperContact(conversation.customerId)]) : [undefined, null]
  return { decision, understanding, curve, language, script, state, answer, shopperValue, contact, now }
}

/** A message in several lines: what is not understood by itself, after a line that was not either, is read with it. */
function heardTogether(nlp: TurnPorts['nlp'], alone: Understanding, due: DueTurn, now: number): Understanding {
  const { dialog, state } = due.conversation
  const [before] = dialog?.recent ?? []
  const isOpen = dialog !== null && state === 'bot' && (dialog.active === null ? dialog.misses > 0 : dialog.active.topic === 'small-talk' && dialog.active.step === 'meant')
  if (!isOpen || before === undefined || (alone.intent !== null && alone.confidence >= UNSURE) || alone.entities.length > 0 && alone.intent !== null) return alone
  const { script, language } = contextOf(due)
  const together = nlp.understand(`${before}\n${due.text}`, { script: script ?? 'none', ...(language ? { language } : {}) }, now)
  return together.intent !== null && together.confidence >= SURE && !together.intent.startsWith('small-talk.') ? { ...together, mood: alone.mood } : alone
}

const UNSURE = 0.5
const SURE = 0.6

function offers({ active }: DialogState, choice: string): boolean {
  return active?.question?.choices?.some(({ value }) => value === choice) ?? false
}

function contextOf({ conversation }: DueTurn): UnderstandContext {
  const { dialog } = conversation
  const context: UnderstandContext = { script: conversation.script }
  if (conversation.language) context.language = conversation.language
  if (dialog?.lastIntent) context.lastIntent = dialog.lastIntent
  if (dialog?.active) context.expecting = `${dialog.active.topic}.${dialog.active.step}`
  if (dialog?.recent) context.earlier = dialog.recent
  return context
}

// The words of this turn are leased already: they go out from memory, without another read.
async function sendAtOnce(ports: TurnPorts, due: DueTurn, committed: NonNullable<Awaited<ReturnType<typeof carryOut>>>): Promise<void> {
  // While a shopper waits for a person or talks to one, the desk reads along.
  if (due.conversation.state !== 'bot') ports.handoff.hintConsoles(due.conversation.id)
  if (committed.leased.length > 0) {
    const isDone = await sendLeased(ports.delivery, committed.conversation, committed.leased, committed.messages)
    if (!isDone) return
  }
  if (committed.hasMore) ports.carryOn(due.conversation.id)
}

function logTurn(ports: TurnPorts, due: DueTurn, computed: Computed, ms: number): void {
  const { understanding, decision, answer } = computed
  ports.metrics.turn(ms, decision.to)
  ports.log.info({
    turn: due.seq, conversation: due.conversation.id, channel: due.conversation.channel, ms: Math.round(ms), language: computed.language,
    intent: understanding.intent, confidence: round(understanding.confidence), mood: understanding.mood.level, decision: decision.to,
    replies: answer?.replies.map((reply) => reply.key), handoff: answer?.handoff?.reason ?? (decision.to === 'handoff' ? decision.reason : undefined),
    writes: answer?.writes.length || undefined, missed: answer?.missed || undefined,
  }, 'turn')
}

/** Conversations whose turn was left by a process that is gone, or was put off and is due now. */
export function overdueTurns(ports: Pick<TurnPorts, 'db' | 'clock'>, graceMs: number): Promise<string[]> {
  return conversationsWithOverdueTurns(ports.db, ports.clock.now() - graceMs)
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
