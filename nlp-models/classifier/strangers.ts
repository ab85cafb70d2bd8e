// What shoppers ask of shops and this bot was not taught: lines of shipped intents that none of its own lines sounds like. Off-topic for it, and nearer than chat about whales.
import { fold } from '../normalise.ts'
import { shippedIntents } from './learn-mentor.ts'
import { openOpinions, type Mentor } from './mentor.ts'
import { readTexts } from './readings.ts'
import { sparedGroups } from './spared.ts'
import { rowsOf } from './vocabulary.ts'

/** A folded line with its shipped intent's number, which is the mentor's class. */
export interface SparedLine { text: string; intent: number }

/** The lines that the mentor was not taught: those it knows would tell a stranger by how sure the mentor is. */
export function sparedLines(language: string, intents = shippedIntents(language)): SparedLine[] {
  return intents.flatMap(({ utterances }, intent) => {
    const spared = sparedGroups(utterances, intent)
    return utterances.filter(({ group }) => spared.has(group)).map(({ text }) => ({ text: fold(text, language), intent }))
  })
}

/** Of the spared lines those of intents that the mentor takes none of the taught (folded) lines for. */
export function strangersTo(taught: string[], mentor: Mentor, spared: SparedLine[]): string[] {
  const hear = openOpinions(mentor)
  const had = new Set(rowsOf(readTexts(taught, mentor.vocabulary.grammar), mentor.vocabulary).map((line) => {
    const opinion = hear(line)
    return opinion.indexOf(Math.max(...opinion))
  }))
  const known = new Set(taught)
  return spared.filter(({ text, intent }) => !had.has(intent) && !known.has(text)).map(({ text }) => text)
}
