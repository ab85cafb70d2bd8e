import type { Reply } from '../../core/conversation/index.ts'
import type { CardInput } from '../card/card-input.ts'
import type { WhoSpeaks } from '../contract.ts'
import type { Hours } from './hours.ts'
import { openingWords } from './opening.ts'

const bothChoices = [{ key: 'choices.leave-message', value: 'leave-message' }, { key: 'choices.call-back', value: 'call-back' }, { key: 'choices.go-on', value: 'go-on' }]

/** What a shopper hears who needs a person while nobody is there: when the desk opens, and what is wanted of them. Who has said what it is about is not asked for it again, nor for a contact that is known. */
export function nobodyThere(speaks: Exclude<WhoSpeaks, 'person'>, { said = null, contact = null }: Pick<CardInput, 'said' | 'contact'>, at: { hours: Hours | null; timeZone: string; now: number }): Reply {
  const data = openingWords(at.hours, at.timeZone, at.now)
  switch (speaks) {
    case 'bot': return { key: 'handoff.nobody-bot', data }
    case 'both': return { key: 'handoff.nobody-both', data: said === null ? data : { ...data, isNoted: true }, choices: bothChoices }
    case 'leave-a-message':
      if (said === null) return { key: 'handoff.nobody-there', data }
      return contact === null ? { key: 'handoff.nobody-noted', data } : { key: 'handoff.nobody-left', data: { ...data, contact } }
  }
}
