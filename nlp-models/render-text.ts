// Texts that come from elsewhere than the content (the team's quick replies), in the same small template language.
import type { Language, ReplyData, Script } from '../core/conversation/words.ts'
import { compileTemplate } from './render.ts'
import { toTraditional } from './traditional.ts'

export interface TextVoice {
  language: Language
  script: Script
}

/** What became of a text: `missing` names the values that nobody knows, which stay in it as `{{name}}`; or why it cannot be read. */
export type RenderedText = { text: string; missing: string[] } | { refused: string }

/** Fills a text with values. Nothing is left as an empty hole. Never throws. */
export function renderText(text: string, data: ReplyData, voice: TextVoice, timeZone: string): RenderedText {
  const template = compileTemplate(text)
  if ('refused' in template) return template
  const missing = template.needs.filter(name => !Object.hasOwn(data, name) || data[name] === null || data[name] === undefined || data[name] === '')
  const kept = missing.length === 0 ? template : compileTemplate(keepNamesOf(text, missing))
  if ('refused' in kept) return kept
  return { text: inScript(kept.run(data, { language: voice.language, timeZone }), voice), missing }
}

/** `{{date due}}` of a missing `due` becomes the words `{{due}}`. */
function keepNamesOf(text: string, missing: string[]): string {
  return text.replaceAll(/(?<!\\)\{\{\s*([^{}#/]+?)\s*\}\}/g, (whole, inner: string) => {
    const name = missing.find(one => inner.split(/\s+/).includes(one))
    return name === undefined ? whole : `\\{{${name}}}`
  })
}

function inScript(text: string, { language, script }: TextVoice): string {
  return script === 'Hant' && /^zh\b/.test(language) ? toTraditional(text) : text
}
