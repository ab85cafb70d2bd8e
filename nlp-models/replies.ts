// From a reply key to the words the shopper reads: finds the words, picks a variant, fills it in, restores the script.
import type { Choice, Language, Reply, ReplyChoice, ReplyData, Script } from '../core/conversation/words.ts'
import type { Content, LanguageContent } from './content.ts'
import { orEnglish } from './language.ts'
import { compileTemplate, type Template } from './render.ts'
import { toTraditional, warmTraditional } from './traditional.ts'

export interface RenderOptions {
  language: Language
  script?: Script
  /** Variants said last, by reply key: another one is said now. */
  lastVariant?: Record<string, number>
  /** Where a conversation's variants start, e.g. its id: two shoppers need not hear the same words. */
  seed?: string
}

export interface Rendered {
  text: string
  /** To be kept in `lastVariant` under the reply's key. */
  variant: number
  choices: Choice[]
}

export interface Replies {
  /** Never fails and never says a key: what has no words gets a sentence that offers a next step. */
  render(reply: Reply, options: RenderOptions): Rendered
  hasReply(key: string, language: Language): boolean
  /** What is said when nothing else may be. */
  safeWords(options: RenderOptions): string
  /** What a button for an intent says, or the intent's name made readable. */
  choiceLabel(intent: string, language: Language): string
}

/** Last words, for a key that nobody wrote: true whatever was asked, and with a way on. */
const SAFE_WORDS: Record<Language, string> = {
  en: 'I can\'t answer that one here, sorry. Tell me in other words what you need, or type "agent" and a person will help you.',
  zh: '抱歉，这个问题我暂时答不上来。您可以换个说法告诉我，或者回复「人工」，由人工客服来帮您。',
}

/** Compiles words when they are first said. Looks a key up in the release first, then in the shipped words. `known` come in that order. */
export function openReplies(known: Content[], timeZone: string): Replies {
  const books = known.map(compileBook)
  if (books.some(book => [...book.keys()].some(isChinese))) warmTraditional()

  const find = (key: string, language: Language) => {
    for (const book of books) {
      const templates = pageFor(book, language)?.templatesOf(key) ?? []
      if (templates.length > 0) return templates
    }
    return null
  }

  const choiceLabel = (intent: string, language: Language) => {
    for (const book of books) {
      const label = pageFor(book, language)?.labels.get(intent)
      if (label) return label
    }
    return readable(intent)
  }

  const choose = (choice: ReplyChoice, options: RenderOptions): Choice => {
    const title = 'title' in choice ? choice.title : titleOf(choice, options)
    return { title: inScript(title, options), value: choice.value }
  }

  const titleOf = (choice: Extract<ReplyChoice, { key: string }>, { language }: RenderOptions) => {
    // `label.shipping.cost` is the intent's label; without the prefix it would be the reply of that name.
    if (choice.key.startsWith('label.')) return choiceLabel(choice.key.slice('label.'.length), language)
    const [first] = find(choice.key, language) ?? []
    return first ? fill(first, choice.data ?? {}, { language, timeZone }) : choiceLabel(choice.key, language)
  }

  return {
    render(reply, options) {
      const { language } = options
      const choices = (reply.choices ?? []).map(choice => choose(choice, options))
      const templates = find(reply.key, language)
      if (!templates) return { text: inScript(safeWords(language), options), variant: 0, choices }
      const variant = pickVariant(templates, reply, options)
      const text = fill(templates[variant]!, reply.data ?? {}, { language, timeZone })
      return { text: inScript(text === '' ? safeWords(language) : text, options), variant, choices }
    },
    hasReply: (key, language) => find(key, language) !== null,
    safeWords: options => inScript(safeWords(options.language), options),
    choiceLabel,
  }
}

interface LanguageBook { templatesOf(key: string): Template[]; labels: Map<string, string> }
type Book = Map<Language, LanguageBook>

function compileBook(content: Content): Book {
  return new Map(content.languages.map(({ language, intents, replies }) => {
    const labels = new Map(intents.flatMap(({ intent, label }) => (label ? [[intent, label] as const] : [])))
    return [language, { templatesOf: compiledOnDemand(replies), labels }]
  }))
}

// Compiling one takes no time that a shopper notices, compiling a thousand a tenth of a start.
function compiledOnDemand(replies: LanguageContent['replies']): (key: string) => Template[] {
  const variantsOf = new Map(replies.map(({ key, variants }) => [key, variants]))
  const compiled = new Map<string, Template[]>()
  return (key) => {
    const known = compiled.get(key)
    const variants = variantsOf.get(key)
    if (known || !variants) return known ?? []
    // A refused template is the checker's news; here its variant is left out and the others speak.
    const made = variants.map(({ template }) => compileTemplate(template)).filter(isTemplate)
    compiled.set(key, made)
    return made
  }
}

function isTemplate(made: Template | { refused: string }): made is Template {
  return !('refused' in made)
}

/** `zh-TW` reads the `zh` book. */
function pageFor(book: Book, language: Language) {
  return book.get(language) ?? book.get(language.split('-')[0]!)
}

/** The variant after the last one said, passing over those whose values are missing as long as another has all of its own. */
function pickVariant(templates: Template[], reply: Reply, { lastVariant, seed }: RenderOptions) {
  const last = lastVariant?.[reply.key]
  const first = last === undefined ? hash(`${seed ?? ''} ${reply.key}`) % templates.length : last + 1
  const order = templates.map((_, step) => (Math.abs(first) + step) % templates.length)
  return order.find(index => hasAll(templates[index]!.needs, reply.data ?? {})) ?? order[0]!
}

function hasAll(needs: string[], data: ReplyData) {
  return needs.every(name => Object.hasOwn(data, name) && data[name] !== null && data[name] !== undefined && data[name] !== '')
}

function fill(template: Template, data: ReplyData, locale: { language: Language; timeZone: string }) {
  try {
    return template.run(data, locale)
  } catch {
    // A reply must always come: whatever a value did to the template, the caller says the safe words instead.
    return ''
  }
}

function safeWords(language: Language) {
  return orEnglish(SAFE_WORDS, language)
}

function inScript(text: string, { language, script }: RenderOptions) {
  return script === 'Hant' && isChinese(language) ? toTraditional(text) : text
}

function isChinese(language: Language) {
  return language === 'zh' || language.startsWith('zh-')
}

function readable(intent: string) {
  return intent.slice(intent.lastIndexOf('.') + 1).replaceAll('-', ' ')
}

/** FNV-1a: the same seed starts at the same variant on every replica. */
function hash(text: string) {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}
