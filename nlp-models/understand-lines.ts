// The shipped bot's understanding on the command line: a line in, one JSON object a line out; no database.
import { z } from 'zod'
import { systemClock } from '../core/clock.ts'
import { loadContent } from './content.ts'
import { compileFormats, DEFAULT_FORMATS, emptyCatalogue } from './entities/index.ts'
import { fingerprint, openModelCache, type OnProgress } from './models.ts'
import { trainedModels } from './releases.ts'
import { understand } from './understand.ts'

const Line = z.object({ text: z.string(), lang: z.string().optional() })

export interface UnderstandLinesOptions {
  lines: AsyncIterable<string> | Iterable<string>
  write(line: string): void
  contentDir: string
  dataDir: string
  timeZone: string
  onProgress?: OnProgress
}

/** Reads each line (plain text or `{text, lang?}`) and writes intent, confidence, alternatives, entities, language and mood. Trains once; the models are cached by content. */
export async function understandLines({ lines, write, contentDir, dataDir, timeZone, onProgress }: UnderstandLinesOptions) {
  const shipped = loadContent(contentDir)
  const print = fingerprint(shipped)
  const { ears } = await trainedModels({ cache: openModelCache(dataDir), shipped, onProgress, signal: undefined }, print)
  const formats = { orderNumber: compileFormats(DEFAULT_FORMATS.orderNumber), trackingNumber: compileFormats(DEFAULT_FORMATS.trackingNumber) }
  const by = { ears, finders: { catalogue: emptyCatalogue(), formats, timeZone }, release: print.slice(0, 16) }
  for await (const line of lines) {
    if (line.trim() === '') continue
    const { text, lang } = readLine(line)
    const { intent, confidence, alternatives, further, entities, language, script, mood } =
      understand(text, lang === undefined ? {} : { language: lang }, { ...by, now: systemClock.now() })
    write(JSON.stringify({ intent, confidence, alternatives, further, entities, language, script, mood: { level: mood.level, score: mood.score, evidence: mood.evidence, hasThreat: mood.hasThreat } }))
  }
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
