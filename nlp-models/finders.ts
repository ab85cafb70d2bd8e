// What the recognisers of values know of this shop: its articles, its number formats, its time zone.
import { errorLine } from '../core/errors.ts'
import { sha256 } from '../core/ids.ts'
import type { Log } from '../core/log.ts'
import { buildCatalogue, compileFormats, DEFAULT_FORMATS, emptyCatalogue, type CatalogueEntry, type EntityFinders, type NumberFormats } from './entities/index.ts'

export type CatalogueSource = CatalogueEntry[] | (() => Promise<CatalogueEntry[]>)

export interface ShopFinders {
  /** Read anew by every turn; the catalogue in it is exchanged whole. */
  finders: EntityFinders
  setCatalogue(entries: CatalogueEntry[]): Promise<void>
  /** Asks the shop again, when it is one that can be asked. */
  refresh(): Promise<void>
}

/** Throws for a number format that could be slow; a shop that does not answer only leaves the catalogue empty. */
export async function openFinders({ catalogue, formats, timeZone, log }: {
  catalogue: CatalogueSource
  formats: Partial<NumberFormats> | undefined
  timeZone: string
  log: Log
}): Promise<ShopFinders> {
  const { orderNumber, trackingNumber } = { ...DEFAULT_FORMATS, ...formats }
  const finders: EntityFinders = {
    catalogue: emptyCatalogue(), timeZone, formats: { orderNumber: compileFormats(orderNumber), trackingNumber: compileFormats(trackingNumber) },
  }
  let served = ''
  const setCatalogue = async (entries: CatalogueEntry[]) => {
    const offered = sha256(JSON.stringify(entries))
    // Reading a hundred thousand names costs far more than seeing that they are the same.
    if (offered === served) return
    finders.catalogue = await buildCatalogue(entries)
    served = offered
  }
  const refresh = async () => {
    if (Array.isArray(catalogue)) return
    try {
      await setCatalogue(await catalogue())
    } catch (error) {
      // A bot that knows no article names still helps with everything else; the next refresh asks again.
      log.warn({ why: errorLine(error) }, 'the shop did not tell its catalogue; articles are not recognised until it does')
    }
  }
  if (Array.isArray(catalogue)) await setCatalogue(catalogue)
  else await refresh()
  return { finders, setCatalogue, refresh }
}
