import { emptyDialogState, type Conversation, type DueTurn, type Understanding } from '../../core/conversation/index.ts'
import { nextMoodCurve } from '../../nlp-models/index.ts'
import type { Computed } from './carry-out.ts'
import type { TurnPorts } from './run-turn.ts'

/** A turn that no shopper's message began: the bot goes on with an intent, as if a button had been pressed, or with what the shopper said to somebody else. Nothing, when somebody else has the conversation by now. */
export async function computePrompt(ports: TurnPorts, due: DueTurn, now: number): Promise<Computed> {
  const { conversation } = due
  const { script } = conversation
  const language = conversation.language ?? ports.nlp.languages[0] ?? 'en'
  const understanding = due.isPrompt === 'words' ? ports.nlp.understand(due.text, { language, script }, now) : asAsked(due.text, conversation, language)
  const curve = conversation.mood ?? nextMoodCurve(null, understanding.mood, due.seq)
  const before = conversation.dialog ?? emptyDialogState()
  if (conversation.state !== 'bot') return { decision: { to: 'nothing' }, understanding, curve, language, script, state: before, answer: null, now }
  // What was asked before a person took over is not waited for any more.
  const state = { ...before, active: null, aside: [] }
  const shopper = { id: conversation.shopperId, name: conversation.shopperName, customerId: conversation.customerId }
  const answer = await ports.dialogs.take({ conversationId: conversation.id, understanding, attachments: [], state, shopper, now, language, script })
  return { decision: { to: 'dialog', before: [], after: [] }, understanding, curve, language, script, state, answer, now }
}

function asAsked(intent: string, { script }: Conversation, language: string): Understanding {
  return {
    text: intent, language, script, intent, confidence: 1, alternatives: [{ intent, confidence: 1 }], further: [], entities: [],
    mood: { level: 'calm', score: 0, evidence: [], hasThreat: false }, release: '',
  }
}
