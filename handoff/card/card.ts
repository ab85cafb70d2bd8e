import type { Fact, Language } from '../../core/conversation/index.ts'
import type { CardData, CardInput } from './card-input.ts'
import { cardWords } from './card-words.ts'
import type { CardWords } from './card-words.ts'
import type { Card, FollowUpLine, PromiseLine, ShopperNote, Survey } from '../contract.ts'
import { mergeFacts } from '../facts/known-facts.ts'
import type { HandoffPorts } from '../ports.ts'
import type { Handoff } from '../queries.ts'

export interface CardParts {
  handoff: Handoff
  /** Of the moment of the handoff. */
  input: CardInput
  /** Known since, e.g. gathered by the bot while the shopper waited. */
  factsSince: Fact[]
  /** Names of facts that agents have taken away. */
  removedFacts?: ReadonlySet<string>
  /** What the team has written down about the shopper. */
  shopperNotes?: ShopperNote[]
  historySince: CardInput['history']
  data: CardData
  earlier: Card['earlier']
  /** What agents have promised. */
  promises?: PromiseLine[]
  survey?: Survey | null
  followUps?: FollowUpLine[]
  /** The agent's. */
  language: Language
}

type Wording = Pick<HandoffPorts, 'renderCard' | 'labelOf'>

/** Puts the context card together: everything that is known, so that nothing is asked twice. Pure but for the wording. */
export function assembleCard(parts: CardParts, wording: Wording): Card {
  const { handoff, input, language } = parts
  const words = cardWords(language)
  const facts = mergeFacts(input.facts.filter((fact) => !parts.removedFacts?.has(fact.name)), parts.factsSince)
  const history = mergeHistory(input.history, parts.historySince)
  const label = (intent: string) => wording.labelOf(intent, language)
  const note = input.note ? wording.renderCard(input.note, language) : null
  return {
    handoffId: handoff.id, conversationId: handoff.conversationId, reason: handoff.reason, reasonLabel: words.reasons[handoff.reason],
    turnSeq: handoff.turnSeq, requestedAt: handoff.requestedAt, topic: handoff.topic,
    summary: summarise({ ...parts, facts, history }, words, label),
    intents: history.map(({ seq, intent, confidence }) => ({ seq, intent, label: intent ? label(intent) : words.notUnderstood, confidence })),
    facts: facts.map((fact) => ({ name: fact.name, label: factLabel(words, fact.name), value: fact.value, confirmedBy: fact.confirmedBy })),
    mood: history.map(({ seq, mood }) => ({ seq, level: mood.level, score: mood.score, evidence: mood.evidence })),
    tried: input.tried.map(label),
    doNotAskAgain: doNotAskAgain(facts, input, words),
    draft: input.draft ?? null, note,
    orders: parts.data.orders, returns: parts.data.returns,
    promises: [...(input.promises ?? []).map(({ text, dueAt }) => ({ text, dueAt, by: 'bot' })), ...(parts.promises ?? []).map(promised)],
    earlier: parts.earlier, survey: parts.survey ?? null, followUps: parts.followUps ?? [], shopperId: handoff.shopperId, shopperNotes: parts.shopperNotes ?? [],
  }
}

function promised({ id, kind, text, dueAt, state, isDueSoon, by }: PromiseLine): Card['promises'][number] {
  return { id, kind, text, dueAt, state, isDueSoon, by: by.name }
}

/** At most five lines by rule: who and why, what they want, their last words, what is known, what was tried or promised. */
function summarise(
  { handoff, input, facts, history }: Pick<CardParts, 'handoff' | 'input'> & { facts: Fact[]; history: CardInput['history'] }, words: CardWords, label: (intent: string) => string,
): string[] {
  const join = (parts: string[]) => parts.join(words.list)
  const mood = handoff.mood === 'calm' ? null : words.moods[handoff.mood]
  const wanted = [...new Set(history.flatMap((one) => one.intent ?? []).filter((intent) => !isChatter(intent)))].slice(-3).map(label)
  const known = facts.slice(0, 6).map((fact) => `${factLabel(words, fact.name)} ${fact.value}`)
  const last = input.words.replaceAll(/\s+/g, ' ').trim()
  const lines = [words.why(handoff.shopperName ?? words.shopper, words.reasons[handoff.reason], words.topics[handoff.topic] ?? handoff.topic, mood)]
  if (wanted.length > 0) lines.push(words.wanted(join(wanted)))
  if (last) lines.push(words.said(clip(last, 140)))
  if (known.length > 0) lines.push(words.known(join(known)))
  const ending = lastLine(input, words, label)
  if (ending) lines.push(ending)
  return lines
}

// What the shop owes weighs more than what was tried.
function lastLine(input: CardInput, words: CardWords, label: (intent: string) => string): string | null {
  const promise = input.promises?.at(-1)
  if (promise) return words.promised(promise.text)
  if (input.draft) return words.draft(words.topics[input.topic] ?? input.topic)
  const tried = [...new Set(input.tried)].filter((intent) => !isChatter(intent)).slice(-4)
  return tried.length > 0 ? words.tried(tried.map(label).join(words.list)) : null
}

function isChatter(intent: string): boolean {
  return intent.startsWith('small-talk.') || intent === 'handoff.ask'
}

function doNotAskAgain(facts: Fact[], input: CardInput, words: CardWords): string[] {
  const known = facts.map((fact) => factLabel(words, fact.name))
  return [...new Set(input.provenOrders.length > 0 ? [...known, words.provenOrder] : known)]
}

function factLabel(words: CardWords, name: string): string {
  return words.facts[name] ?? name.replaceAll('-', ' ')
}

/** By seq; the turn's own record knows more than the stored one and holds. */
function mergeHistory(first: CardInput['history'], later: CardInput['history']): CardInput['history'] {
  return [...new Map([...later, ...first].map((one) => [one.seq, one])).values()].toSorted((a, b) => a.seq - b.seq)
}

function clip(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
