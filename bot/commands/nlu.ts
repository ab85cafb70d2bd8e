import { nlu, understandLines } from '../../nlp-models/index.ts'
import { readConfig } from '../../core/config.ts'

/** `npm run -s nlu -- …`: evaluate, crossval, understand. */
export function nluCommand(args: string[]): Promise<number> {
  return nlu(args, (options) => understandLines({ dataDir: readConfig().BATON_DATA_DIR, ...options }))
}
