import { readConfig } from '../../core/config.ts'
import { nlu, understandLines } from '../../nlp-models/index.ts'

/** `npm run -s nlu -- …`: evaluate, crossval, understand. */
export function nluCommand(args: string[]): Promise<number> {
  return nlu(args, () => understandLines({ dataDir: readConfig().BATON_DATA_DIR }))
}
