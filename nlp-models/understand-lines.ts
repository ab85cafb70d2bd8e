// The shipped bot's understanding on the command line: a line in, one JSON object a line out; no database.
import { join } from 'node:path'
import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { systemClock } from '../core/clock.ts'
import { silentLog } from '../core/log.ts'
import { loadContent } from './content.ts'
import type { CatalogueEntry } from './entities/index.ts'
import { openFinders } from './finders.ts'
import { openModelCache } from './model-cache.ts'
import { fingerprint, openEars, trainModels, type OnProgress } from './models.ts'
import { understand } from './understand.ts'

const Line = z.object({ text: z.string(), lang: z.string().optional() })

interface UnderstandLinesOptions {
  /** Where trained models are cached. */
  dataDir: string
  /** Standard input by default. */
  lines?: AsyncIterable<string> | Iterable<string>
  /** Standard output by default. */
  write?: (line: string) => void
  /** The shipped content by default. */
  contentDir?: string
  timeZone?: string
  /** What the shop sells; nothing by default. */
  catalogue?: CatalogueEntry[]
  onProgress?: OnProgress
}

/** Reads each line (plain text or `{text, lang?}`) and writes intent, confidence, alternatives, entities, language and mood. Trains once; the models are cached by content. */
export async function understandLines(options: UnderstandLinesOptions): Promise<number> {
  const { dataDir, write = line => stdout.write(`${line}\n`), onProgress } = options
  const shipped = loadContent(options.contentDir ?? join(import.meta.dirname, 'content'))
  const ears = openEars(await trainModels(shipped, { cache: openModelCache(dataDir), onProgress }))
  const { finders } = await openFinders({ catalogue: options.catalogue ?? [], formats: undefined, timeZone: options.timeZone ?? 'UTC', log: silentLog })
  const by = { ears, finders, release: fingerprint(shipped).slice(0, 16) }
  // Opened only now: lines that came before anybody listened would be lost.
  for await (const line of options.lines ?? createInterface({ input: stdin })) {
    if (line.trim() === '') continue
    const { text, lang } = readLine(line)
    const understood = understand(text, lang === undefined ? {} : { language: lang }, { ...by, now: systemClock.now() })
    const { intent, confidence, alternatives, further, entities, language, script, mood } = understood
    write(JSON.stringify({ intent, confidence, alternatives, further, entities, language, script, mood }))
  }
  return 0
}

/** A line that is no such object is what the shopper wrote, even when it looks like JSON. */
function readLine(line: string): z.infer<typeof Line> {
  if (!line.trimStart().startsWith('{')) return { text: line }
  try {
    const parsed = Line.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : { text: line }
  } catch {
    return { text: line }
  }
}
