// A bot may be taught what is background to others: of the weather, of bank cards. Then our lines about it are no background of its own.
import { fold } from '../normalise.ts'
import { everydayMatters } from './background.ts'
import { isTaught, type Corpus } from './corpus.ts'
import type { Grammar } from './grams.ts'
import { trainMentor } from './learn-mentor.ts'
import { openOpinions } from './mentor.ts'
import { readTexts } from './readings.ts'
import { rowsOf } from './vocabulary.ts'

/** Of an intent's lines, the share about a subject from which on the subject is taught, and how many these must be: voice assistants' intents have 30 to 100 % of their subject, strangers hardly more than 10. */
const TAUGHT_SHARE = 0.15
const FEWEST_LINES = 2
/** Of large intents and matters it is enough to hear so many lines. */
const MOST_HEARD = 60

/** The corpus without the background lines about these subjects. */
export function withoutSubjects(corpus: Corpus, taught: Set<string>): Corpus {
  if (taught.size === 0) return corpus
  const kept = [...corpus.texts.keys()].filter((line) => isTaught(corpus, line) || !taught.has(corpus.subjects[line] ?? ''))
  return {
    ...corpus,
    texts: kept.map((line) => corpus.texts[line]!),
    target: Int32Array.from(kept, (line) => corpus.target[line]!),
    groups: kept.map((line) => corpus.groups[line]),
    subjects: kept.map((line) => corpus.subjects[line]!),
  }
}

/** The everyday subjects of which at least one intent has its share. */
export function taughtSubjects(corpus: Corpus, grammar: Grammar): Set<string> {
  const matters = everydayMatters(corpus.language)
  if (matters.length < 2) return new Set()
  const lines = matters.flatMap(({ lines: texts }, target) => evenly(texts, MOST_HEARD).map((text) => ({ text: fold(text, corpus.language), target })))
  const knower = trainMentor(lines, matters.length, grammar)
  const byIntent = Map.groupBy([...corpus.texts.keys()].filter((line) => isTaught(corpus, line)), (line) => corpus.target[line]!)
  const hear = openOpinions(knower)
  return new Set([...byIntent.values()].flatMap((all) => {
    const heard = rowsOf(readTexts(evenly(all, MOST_HEARD).map((line) => corpus.texts[line]!), grammar), knower.vocabulary)
    const about = Map.groupBy(heard, (line) => {
      const scores = hear(line)
      const best = scores.reduce((leader, score, at) => (score > scores[leader]! ? at : leader), 0)
      return scores[best]! > 0 ? matters[best]!.subject : null
    })
    return [...about].flatMap(([subject, some]) => (subject !== null && some.length >= Math.max(FEWEST_LINES, TAUGHT_SHARE * heard.length) ? [subject] : []))
  }))
}

/** At most so many of them, from all parts of the list. */
function evenly<T>(all: T[], most: number): T[] {
  const step = Math.max(1, all.length / most)
  return Array.from({ length: Math.min(all.length, most) }, (_, at) => all[Math.floor(at * step)]!)
}
