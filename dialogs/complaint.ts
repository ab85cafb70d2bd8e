import type { DialogState } from '../core/conversation/dialog-words.ts'
import { isWish } from './runner/answers.ts'
import { again, handOff, ask, say, type Outcome } from './runner/outcome.ts'
import { isStory } from './runner/story.ts'
import { topic } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'

/** Somebody is unhappy: listen, then a person with the whole story. */
export const complaint = topic('complaint', {
  intents: { 'complaint.make': 'make', 'complaint.staff': 'staff' },
  takesAnything: ['story'],
  steps: { make: turn => listen(turn, 'goods'), staff: turn => listen(turn, 'staff'), story: turn => asksState(turn) ? again() : pass(turn, turn.text) },
})

/** The state of who was handed over while they were asked for their story: their next words are no story any more. */
export function withoutStory(state: DialogState): DialogState {
  return state.active?.topic === 'complaint' && state.active.step === 'story' ? { ...state, active: null } : state
}

function listen(turn: Turn, about: 'goods' | 'staff'): Outcome {
  if (isStory(turn.text)) return pass({ ...turn, kept: name => name === 'about' ? about : turn.kept(name) }, turn.text)
  return ask(about === 'staff' ? 'complaint.staff-what-happened' : 'complaint.what-happened', 'story', {}, { keep: { about } })
}

/** "When is my refund coming?" where the story was asked for is a question with an answer; the story is asked for again behind it. */
function asksState({ text, intent, attachments }: Turn): boolean {
  const isShort = text.length <= (/\p{Script=Han}/u.test(text) ? 24 : 60)
  return isShort && attachments.length === 0 && (isWish(text) || /啥时候?|几时|幾時|[到退发]了?没/.test(text)) && /^(?:returns\.(?:refund-status|status)|shipping\.track|order\.status|payment\.refund-when|faq\.hours)$/.test(intent ?? '')
}

function pass(turn: Turn, story: string): Outcome {
  const order = turn.entity('order-number') ?? turn.fact('order-number')
  const draft = { wish: turn.kept('about') === 'staff' ? 'complaint about staff' : 'complaint', story: story.trim(), order, photos: turn.attachments.map(({ id }) => id) }
  return handOff('complaint', 'complaint', { draft }, [say('complaint.passed-on', { order })])
}
