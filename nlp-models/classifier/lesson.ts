// How a bot's lines are read before any is learned from: what it was taught, which everyday subjects that covers, and whose advice it hears. Two threads may share the work.
import { countTaught, readCorpus, type Corpus } from './corpus.ts'
import { conceptText } from './concepts.ts'
import { openGrammar, type Grammar } from './grams.ts'
import { hasShippedIntents, joinClasses, learnClasses, mentorLessons, shippedIntents, type LearnedClasses, type MentorLessons } from './learn-mentor.ts'
import type { Mentor } from './mentor.ts'
import type { Example, TrainOptions } from './model.ts'
import { sparedLines, type SparedLine } from './strangers.ts'
import { taughtSubjects, withoutSubjects } from './taught-subjects.ts'

/** How lines are read. */
export interface Ground { grammar: Grammar; mentor: Mentor | null; spared: SparedLine[] }
export interface Lesson { corpus: Corpus; ground: Ground }

/** A lesson that still wants its studies. */
export interface OpenLesson { corpus: Corpus; grammar: Grammar; isStudied: boolean; spared: SparedLine[]; mentor: MentorLessons | null }

/** One half of what must be found out beforehand; plain values, which another thread can be sent. */
export interface Studies { classes: LearnedClasses | null; subjects: Set<string> }

/** A bot taught more lines than this has been taught greetings and thanks in all their variations: to leave them out cost such intents 10 to 17 points. Nor does it need strangers. */
const GROWN = 6000

/** Reads the examples; only where `isStudied` is there anything to find out beforehand. Throws when there are fewer than two intents. */
export function openLesson(examples: Example[], options: TrainOptions): OpenLesson {
  const corpus = readCorpus(examples, options)
  const { language, isOfShades } = corpus
  const isYoung = !isOfShades && countTaught(corpus) <= GROWN
  const intents = isOfShades ? [] : shippedIntents(language)
  const isStudied = !isOfShades && !hasShippedIntents(corpus, intents)
  const grammar = openGrammar(language, conceptText(language, { hasFeelings: isOfShades, hasGoods: !isOfShades && !isStudied }), { skipsChatter: isYoung })
  const spared = isStudied && isYoung ? sparedLines(language, intents) : []
  return { corpus, grammar, isStudied, spared, mentor: isStudied ? mentorLessons(corpus, grammar, { intents, spares: isYoung }) : null }
}

/** Of the mentor's classes those that the first half learns; the second one finds out the subjects besides. */
const FIRST_SHARE = 0.8

/** One half of the studies; together they take as long as one of them where there are two processors. */
export function studyHalf({ corpus, grammar, isStudied, mentor }: OpenLesson, half: 'first' | 'second'): Studies {
  const cut = Math.round((mentor?.classes ?? 0) * FIRST_SHARE)
  if (half === 'first') return { classes: mentor && learnClasses(mentor, 0, cut), subjects: new Set() }
  return { classes: mentor && learnClasses(mentor, cut, mentor.classes), subjects: isStudied ? taughtSubjects(corpus, grammar) : new Set() }
}

/** The lesson, from both halves of its studies. */
export function closeLesson({ corpus: all, grammar, spared, mentor: lessons }: OpenLesson, halves: Studies[]): Lesson {
  const corpus = withoutSubjects(all, new Set(halves.flatMap(({ subjects }) => [...subjects])))
  const mentor = lessons && joinClasses(lessons, halves.flatMap(({ classes }) => classes ?? []))
  return { corpus, ground: { grammar, mentor, spared: mentor && corpus.hasNone ? spared : [] } }
}

/** The lesson, studied in this thread alone. */
export function wholeLesson(examples: Example[], options: TrainOptions): Lesson {
  const open = openLesson(examples, options)
  return closeLesson(open, [studyHalf(open, 'first'), studyHalf(open, 'second')])
}
