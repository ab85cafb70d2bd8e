// Text in, Understanding out: language, intent, values and mood of one message, read with what was said before.
import type { Language, ScoredIntent, Script, Understanding, UnderstandContext } from '../core/conversation/words.ts'
import { bySound, classify, isByHeart, OFF_TOPIC, type ClassifierModel } from './classifier/index.ts'
import { isElsewhere } from './elsewhere.ts'
import { findEntities, type EntityFinders } from './entities/index.ts'
import { canTake, emojiIntent, isOnlyValues, isShort, readFollowUp } from './follow-up.ts'
import { isMachineTalk } from './machine-talk.ts'
import { readMood } from './mood.ts'
import { detectLanguage, fold, scriptOf } from './normalise.ts'
import { withoutOpening } from './opening.ts'
import { withoutNames } from './stand-in.ts'
import { withPerson } from './wish/heard.ts'
import { unwrapped } from './wrapping.ts'

/** What is needed to understand one language. */
export interface Ear {
  model: ClassifierModel
  mood: ClassifierModel | null
}

export interface Understander {
  /** By language, the first being the one a new conversation starts in. */
  ears: Map<Language, Ear>
  finders: EntityFinders
  /** What the shop is called, in small letters. */
  shopNames?: readonly string[]
  release: string
}

/** Makes an Understanding of any text, in a time that does not grow with it. Pure: the same text, context and time give the same. */
export function understand(text: string, context: UnderstandContext, by: Understander & { now: number }): Understanding {
  const read = understandRead(text.slice(0, READ), context, by)
  return { ...read, text }
}

/** More than any reader below looks at; a paste of megabytes is never walked through. */
const READ = 4096

function understandRead(text: string, context: UnderstandContext, by: Understander & { now: number }): Understanding {
  const known = [...by.ears.keys()]
  const entities = findEntities(text, by.finders, by.now)
  const detected = detectLanguage(text, known)
  const language = chooseLanguage(text, detected, context, { known, isOnlyValues: isOnlyValues(text, entities) })
  const ear = by.ears.get(language)!
  const mood = readMood(text, { language, model: ear.mood, earlier: context.earlier })
  const isForeign = detected === 'und'
  const { shopNames = [] } = by
  const heard = hear(text, { context, ear, entities, isForeign, shopNames })
  const withWish = isForeign ? heard : withPerson(heard, { text, language, shopNames, hear: part => hear(part, { context, ear, entities: [], isForeign, shopNames }) })
  return { text, language, script: scriptFor(text, language, context), ...withWish, entities, mood, release: by.release }
}

type Heard = Pick<Understanding, 'intent' | 'confidence' | 'alternatives' | 'further' | 'words' | 'person'>

interface Hearing {
  context: UnderstandContext
  ear: Ear
  entities: Understanding['entities']
  isForeign: boolean
  shopNames: readonly string[]
}

function hear(text: string, hearing: Hearing): Heard {
  const { ear, context, entities } = hearing
  const byEmoji = context.expecting && /\d/.test(text) ? null : emojiIntent(text)
  if (byEmoji && ear.model.labels.includes(byEmoji)) return sure(byEmoji, FOLLOW_UP_SURE)
  if (!/[\p{L}\p{N}]/u.test(text)) return { intent: null, confidence: 0, alternatives: [], further: [] }
  const heard = ownBusiness(text, hearNamed(text, ear, entities), entities)
  const isNone = heard.intent !== null && (isMachineTalk(text, ear.model.language) || isElsewhere(text, heard.intent, ear.model.language, hearing.shopNames) || isBareFigure(text, entities, ear))
  const plain = isNone ? { ...heard, intent: null, confidence: 0, further: [] } : heard
  if (hearing.isForeign) return { ...plain, intent: null, further: [] }
  if (context.expecting) return hearAnswer(text, plain, entities)
  return context.lastIntent ? hearFollowUp(text, plain, { ...hearing, lastIntent: context.lastIntent }) : plain
}

/** A day or a sum alone (「3月5号」, "twenty five quid") says as little by itself as a number does; asked ("tonight?") it asks something. */
function isBareFigure(text: string, entities: Understanding['entities'], { model }: Ear) {
  return entities.every(({ entity }) => entity === 'date' || entity === 'amount') && !/[?？]/.test(text.slice(0, LONGEST_FIGURE)) && isOnlyValues(text, entities) && !isByHeart(model, text)
}

const LONGEST_FIGURE = 80

/** A message that names an article is also heard without the name; the clearer hearing counts. */
function hearNamed(text: string, ear: Ear, entities: Understanding['entities']): Heard {
  const plain = hearSounded(text, ear)
  const nameless = withoutNames(text, entities, ear.model.language)
  if (nameless === null) return plain
  const bare = hearOpened(nameless, ear)
  if (bare.intent === null || (plain.intent !== null && bare.intent.startsWith('small-talk.'))) return plain
  return plain.intent === null || bare.confidence > plain.confidence + CLEARLY ? bare : plain
}

const CLEARLY = 0.1

/** A Chinese message that is not clear as it is written is also heard as it sounds: 「快地到哪了」, "baoyou ma". */
function hearSounded(text: string, ear: Ear): Heard {
  const plain = hearOpened(text, ear)
  const isClear = plain.intent !== null && plain.confidence >= CLEAR_WRITING
  if (!ear.model.language.startsWith('zh') || isClear || isByHeart(ear.model, text)) return plain
  const sounded = bySound(fold(text, ear.model.language), ear.model.vocabulary)
  if (sounded === null) return plain
  const meant = hearOpened(sounded, ear)
  if (meant.intent === null || meant.confidence < CLEAR_SOUND) return plain
  return plain.intent === null || meant.confidence > plain.confidence + CLEARLY ? meant : plain
}

const CLEAR_WRITING = 0.8
const CLEAR_SOUND = 0.5

/** A greeting or an "oh, all right" before a question is no message of its own: what is said behind it counts, unless that is small talk too. */
function hearOpened(wrapped: string, ear: Ear): Heard {
  // What was taught as it is written is heard as it is written.
  if (isByHeart(ear.model, wrapped)) return hearPlain(wrapped, ear)
  const text = unwrapped(wrapped, ear.model.language)
  const plain = hearPlain(text, ear)
  const rest = withoutOpening(text, ear.model.language)
  const said = rest === null ? plain : hearPlain(rest, ear)
  if (said.intent === null || said.intent.startsWith('small-talk.')) return plain
  const isTalk = plain.intent === null || plain.intent.startsWith('small-talk.')
  return isTalk || said.confidence > plain.confidence + CLEARLY ? said : plain
}

/**
 * Below this a message is asked about rather than answered, whatever the intent's own threshold: those are fitted as if a tenth of all messages were strangers, and of real chats more are.
 * On held-out tests it costs 0.5 points of right answers in English and none in Chinese, and refuses 8 and 2 points more of what is off-topic.
 */
const OURS = 0.22

/** Below this a refused message is nobody's: its best guess is worth nothing, and is not asked about. On held-out tests it halves the idle questions and costs few good ones. */
const NEARLY_OURS = 0.13

function hearPlain(text: string, { model }: Ear): Heard {
  const { scores, accepted, belonging, asked, pleas = [] } = classify(model, text)
  const alternatives = scores.filter(({ intent }) => intent !== OFF_TOPIC)
  const [best] = alternatives
  // A number alone says nothing by itself: what it is depends on what was asked.
  const isAccepted = accepted && belonging >= OURS && best !== undefined && scores[0]!.intent !== OFF_TOPIC && /[^\d\s\p{P}\p{S}]/u.test(text)
  const plea = isAccepted && best.confidence >= CLEAR_STORY ? null : clearest(pleas.filter(isErrand), alternatives)
  // What a story comes to is answered first, and what else it tells of trouble behind it.
  if (plea) return inOrder([{ ...plea, ...wordsFor(plea, asked) }, ...asked.filter((one) => isErrand(one) && one.intent !== plea.intent && TROUBLE.test(one.intent))], alternatives)
  if (!isAccepted) return { intent: null, confidence: belonging >= NEARLY_OURS ? best?.confidence ?? 0 : 0, alternatives, further: [] }
  return hearParts(asked, best, alternatives)
}

function hearParts(asked: ScoredIntent[], best: ScoredIntent, alternatives: ScoredIntent[]): Heard {
  const others = asked.filter((one) => isErrand(one) && one.intent !== best.intent)
  const [first] = asked
  // Errands in one message are answered in the order said; a greeting, a sigh or a call for a person before one is no errand.
  // The whole message, torn between two, is sure of neither; its parts are asked.
  const second = asked.find((one) => isErrand(one) && one.intent === best.intent)
  if (first && second && first !== second && isErrand(first)) return inOrder(asked.filter(isErrand), alternatives)
  // A long story that no part of it says is about what its parts are about.
  if (others.length > 1 && !second && best.confidence < SURE_STORY) return inOrder(others, alternatives)
  return { intent: best.intent, confidence: best.confidence, alternatives, further: others, ...(second?.words && others.length > 0 ? { words: second.words } : {}) }
}

function wordsFor({ intent }: ScoredIntent, asked: ScoredIntent[]): { words?: string } {
  const words = asked.find((one) => one.intent === intent)?.words
  return words === undefined ? {} : { words }
}

function inOrder(errands: ScoredIntent[], alternatives: ScoredIntent[]): Heard {
  const [first, ...further] = errands as [ScoredIntent, ...ScoredIntent[]]
  const rest = alternatives.filter(({ intent }) => intent !== first.intent)
  return { intent: first.intent, confidence: first.confidence, alternatives: [first, ...rest].slice(0, 5), further, ...(first.words ? { words: first.words } : {}) }
}

const TROUBLE = /^(?:shipping\.(?:track|delay|lost|damaged)|order\.(?:status|cancel|missing-item|wrong-item)|payment\.(?:failed|charged-twice)|returns\.(?:start|exchange|status|refund-status))$/

/** Below this the whole of a message is less believed than two of its parts. */
const SURE_STORY = 0.85

/** Who names an order or a parcel speaks of the shop, in whatever words: the best guess stands when it is more likely than all others together. */
function ownBusiness(text: string, plain: Heard, entities: Understanding['entities']): Heard {
  const [best] = plain.alternatives
  const isNamed = /\p{L}/u.test(text) && entities.some(({ entity }) => entity === 'order-number' || entity === 'tracking-number')
  // A bare number is no yes and no hello, whatever the model guesses.
  return plain.intent === null && isNamed && best && best.confidence > 0.5 && !best.intent.startsWith('small-talk.') ? { ...plain, intent: best.intent } : plain
}

/** A story that is not as clear as this as a whole is what it comes to ask. */
const CLEAR_STORY = 0.6

/** The plea that the story as a whole speaks for most; one that it does not speak for at all was heard out of place. */
function clearest(pleas: ScoredIntent[], whole: ScoredIntent[]): ScoredIntent | null {
  const shareOf = ({ intent }: ScoredIntent) => whole.find((one) => one.intent === intent)?.confidence ?? 0
  return pleas.filter((one) => shareOf(one) >= SPEAKS_FOR).toSorted((a, b) => shareOf(b) - shareOf(a))[0] ?? null
}

const SPEAKS_FOR = 0.05

/** A part of a message is heard without the rest: it must be surer of itself than a message. */
const SURE_ERRAND = 0.7

function isErrand({ intent, confidence }: ScoredIntent) {
  return confidence >= SURE_ERRAND && intent !== OFF_TOPIC && !/^(?:small-talk|complaint|handoff)\./.test(intent)
}

/** A short answer belongs to the step that asked, unless it is plainly about something else. */
function hearAnswer(text: string, plain: Heard, entities: Understanding['entities']): Heard {
  if (plain.intent === null) return plain
  // "The blue one" is no yes, whatever the model guesses.
  const isAnswer = isOnlyValues(text, entities) || (!ALWAYS.test(plain.intent) && isShort(text) && plain.confidence < PLAINLY_OTHER)
  return isAnswer ? { ...plain, intent: null, further: [] } : plain
}

/** Heard at any step: a person, yes and no, stop. */
const ALWAYS = /^(?:handoff\.|small-talk\.(?:yes|no|stop|help|greet|thanks|goodbye)$|complaint\.)/
const PLAINLY_OTHER = 0.8

function hearFollowUp(text: string, plain: Heard, hearing: Hearing & { lastIntent: string }): Heard {
  const followUp = readFollowUp(text)
  const { lastIntent, entities, ear } = hearing
  if (!followUp || !ear.model.labels.includes(lastIntent)) return plain
  const isValues = isOnlyValues(followUp.rest ?? text, entities.map(entity => shifted(entity, text, followUp.rest)))
  if (isValues && canTake(lastIntent, entities)) return goOn(lastIntent, plain)
  // 「那快递费呢」 names a new subject: what is left without the 那…呢 is understood by itself.
  const rest = followUp.rest === null ? plain : hearPlain(followUp.rest, ear)
  if (rest.intent !== null && (plain.intent === null || rest.confidence >= plain.confidence)) return { ...rest, further: [] }
  if (plain.intent !== null) return plain
  return (followUp.isMarked || isShort(text)) && canTake(lastIntent, entities) ? goOn(lastIntent, plain) : plain
}

function shifted(entity: Understanding['entities'][number], text: string, rest: string | null) {
  const by = rest === null ? 0 : Math.max(0, text.indexOf(rest))
  return { ...entity, start: entity.start - by, end: entity.end - by }
}

/** Right in most cases, and the dialog's answer shows at once when it is not. */
const FOLLOW_UP_SURE = 0.75

function goOn(lastIntent: string, plain: Heard): Heard {
  const others = plain.alternatives.filter(({ intent }) => intent !== lastIntent)
  const alternatives = [{ intent: lastIntent, confidence: FOLLOW_UP_SURE }, ...others.map(other => ({ ...other, confidence: other.confidence * (1 - FOLLOW_UP_SURE) }))]
  return { intent: lastIntent, confidence: FOLLOW_UP_SURE, alternatives: alternatives.slice(0, 5), further: [] }
}

function sure(intent: string, confidence: number): Heard {
  return { intent, confidence, alternatives: [{ intent, confidence }], further: [] }
}

/** The language of the message where it tells; where it does not, or is only "ok", a size or a number, the conversation's. */
function chooseLanguage(text: string, detected: string | null, context: UnderstandContext, { known, isOnlyValues: isMute }: { known: Language[]; isOnlyValues: boolean }): Language {
  const before = context.language !== undefined && known.includes(context.language) ? context.language : null
  if (detected === null || !known.includes(detected)) return before ?? known[0]!
  if (before !== null && detected !== before && (isMute || saysLittle(text))) return before
  return detected
}

/** "ok", "hi", "M", "thx bye": written in every language. */
function saysLittle(text: string) {
  return !/\p{Script=Han}/u.test(text) && ((text.match(/\p{L}/gu)?.length ?? 0) <= 3 || EVERYWHERE.test(text))
}

const EVERYWHERE = /^[\p{P}\p{S}\s]*(?:(?:ok(?:ay)?|oki?e?|thx|thanks?(?: you)?|thank u|3q|bye(?: ?bye)?|yes|no|yeah|sorry|pls|please|nice|good|great|wow|got it|sure)(?:[\p{P}\p{S}\s]+|$))+$/iu

function scriptFor(text: string, language: Language, context: UnderstandContext): Script {
  if (language !== 'zh' && !language.startsWith('zh-')) return 'none'
  const script = scriptOf(text)
  return script === 'none' ? context.script ?? 'none' : script
}
