import type { DialogState } from '../../core/conversation/dialog-words.ts'
import type { EntityName, Understanding } from '../../core/conversation/words.ts'

const LASTING: EntityName[] = ['order-number', 'tracking-number', 'phone', 'email', 'product', 'size', 'colour']

/** Values of a message that hold for the whole conversation are kept as facts: nobody is asked twice. */
export function learnEntities(state: DialogState, { entities }: Pick<Understanding, 'entities'>): void {
  for (const { entity, value } of [...entities].reverse()) {
    if (LASTING.includes(entity)) state.facts[entity] = { name: entity, value, confirmedBy: 'shopper' }
  }
}

/** The state that also knows what the shopper told a person: the bot does not ask for it when it gets the conversation back. */
export function withEntities(state: DialogState, understanding: Pick<Understanding, 'entities'>): DialogState {
  const next = { ...state, facts: { ...state.facts } }
  learnEntities(next, understanding)
  return next
}
