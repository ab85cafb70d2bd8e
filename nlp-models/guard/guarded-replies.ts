// The bot's own words under the guard: what a rule keeps back is not said; the shipped reply or the safer wording is.
import type { Language } from '../../core/conversation/words.ts'
import type { Log } from '../../core/log.ts'
import type { Rendered, Replies } from '../replies.ts'
import type { Guard } from './guard.ts'

/** Puts the guard before the replies. In the log stand the reply's key and the rules, never words. */
export function guardReplies({ replies, shipped, guard, log, now }: { replies: Replies; shipped: Replies; guard: Guard; log: Log; now(): number }): Replies {
  const clean = openCleanTexts(now)
  return {
    ...replies,
    render(reply, options) {
      const said = replies.render(reply, options)
      if (clean.has(said.text, options.language)) return said
      const blocking = (text: string) => guard(text, { language: options.language, by: 'bot', now: now() }).hits.filter(hit => hit.deed === 'block')
      const hits = blocking(said.text)
      if (hits.length === 0) {
        clean.add(said.text, options.language)
        return said
      }
      log.warn({ reply: reply.key, rules: [...new Set(hits.map(hit => hit.rule))] }, 'a reply was kept back by the guard and other words were said: change its words')
      const other = shipped.render(reply, options)
      return blocking(other.text).length === 0 ? withWords(said, other.text) : withWords(said, hits[0]!.instead[0] ?? replies.safeWords(options))
    },
  }
}

/** The buttons stay: they are titled by the dialog. */
function withWords(said: Rendered, text: string): Rendered {
  return { ...said, text }
}

const MINUTE_MS = 60_000
const MOST_TEXTS = 2_000

/**
 * Texts that were read and found clean: most replies say the same to everybody. What the guard finds hangs on the day (a day past promises nothing), and
 * days change with a minute: with each, all is forgotten.
 */
function openCleanTexts(now: () => number) {
  let minute = 0
  const texts = new Set<string>()
  const keyOf = (text: string, language: Language) => `${language} ${text}`
  return {
    has(text: string, language: Language) {
      const present = Math.floor(now() / MINUTE_MS)
      if (present !== minute) texts.clear()
      minute = present
      return texts.has(keyOf(text, language))
    },
    add(text: string, language: Language) {
      if (texts.size < MOST_TEXTS) texts.add(keyOf(text, language))
    },
  }
}
