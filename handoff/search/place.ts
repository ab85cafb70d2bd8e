import { isId } from '../../core/ids.ts'
import type { SearchPlace } from './search-queries.ts'

/** The place as the console keeps it: opaque text. */
export function writePlace({ at, id }: SearchPlace): string {
  return `${at}~${id}`
}

/** The place in the text, or null when it is none. */
export function readPlace(text: string): SearchPlace | null {
  const [at = '', id = '', ...rest] = text.split('~')
  return rest.length === 0 && /^\d{1,15}$/.test(at) && isId(id) ? { at: Number(at), id } : null
}
