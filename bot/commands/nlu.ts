import { demoCatalogue } from '../../commerce/index.ts'
import { readConfig } from '../../core/config.ts'
import { nlu, understandLines } from '../../nlp-models/index.ts'
import { catalogueOf } from '../catalogue.ts'

/** `npm run -s nlu -- …`: evaluate, crossval, understand. A line is understood as in the demo shop. */
export function nluCommand(args: string[]): Promise<number> {
  return nlu(args, async () => understandLines({ dataDir: readConfig().BATON_DATA_DIR, catalogue: await catalogueOf(demoCatalogue) }))
}
