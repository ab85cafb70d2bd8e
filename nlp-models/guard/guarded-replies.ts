// The bot's own words under the guard: what a rule keeps back is not said; the shipped reply or the safer wording is.
import type { Log } from '../../core/log.ts'
import type { Rendered, Replies } from '../replies.ts'
import type { Guard } from './guard.ts'

/** Puts the guard before the replies. In the log stand the reply's key and the rules, never words. */
export function guardReplies({ replies, shipped, guard, log, now }: { replies: Replies; shipped: Replies; guard: Guard; log: Log; now(): number }): Replies {
  return {
    ...replies,
    render(reply, options) {
      const said = replies.render(reply, options)
      const blocking = (text: string) => guard(text, { language: options.language, by: 'bot', now: now() }).hits.filter(hit => hit.deed === 'block')
      const hits = blocking(said.text)
      if (hits.length === 0) return said
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
