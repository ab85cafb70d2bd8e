// Restores traditional characters for the answer: content is written once, in simplified Chinese.
import { Converter } from 'opencc-js/cn2t'

let convert: ((text: string) => string) | undefined

/** Simplified → traditional by phrase (头发 → 頭髮, 发货 → 發貨); characters only, no change of vocabulary, so that it reads well in Taiwan and Hong Kong. */
export function toTraditional(text: string) {
  warmTraditional()
  return convert!(text)
}

/** Builds the tables, 0.2 s once: called when the room opens, so that no shopper waits for it. */
export function warmTraditional() {
  convert ??= Converter({ from: 'cn', to: 'tw' })
}
