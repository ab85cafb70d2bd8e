import { createRequire } from 'node:module'
import type * as Botbuilder from 'botbuilder'

const load = createRequire(import.meta.url)

/** botbuilder, read when it is first needed: what it brings is a tenth of a start, and many shops have no channel of Bot Framework. */
export function botbuilder(): typeof Botbuilder {
  return loaded ??= load('botbuilder') as typeof Botbuilder
}

// Asked several times a message, and Node looks for the file each time.
let loaded: typeof Botbuilder | null = null
