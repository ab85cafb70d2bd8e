// Every value in a message that a dialog can use. Linear time on any input; offsets are into what the shopper wrote.
import type { Entity, EntityName } from '../../core/conversation/words.ts'
import { findAmounts, findQuantities, quantityBefore } from './amounts.ts'
import { dayOf } from './calendar.ts'
import { findProducts, type Catalogue } from './catalogue.ts'
import { findNumbers } from './contacts.ts'
import { findDates } from './dates.ts'
import { findColours, findSizes } from './looks.ts'
import { readText, type Found, type Reading } from '../reading.ts'

export { buildCatalogue, emptyCatalogue, type CatalogueEntry } from './catalogue.ts'
export { compileFormats, DEFAULT_FORMATS, type NumberFormats } from './formats.ts'

export interface EntityFinders {
  catalogue: Catalogue
  formats: { orderNumber: RegExp[]; trackingNumber: RegExp[] }
  timeZone: string
}

/** Values in the text, by where they stand. Two may share a place only when both readings are possible: several articles of one name, a number that could be an order's or a phone's. */
export function findEntities(text: string, finders: EntityFinders, now: number): Entity[] {
  const reading = readText(text)
  const { plain } = reading
  const products = findProducts(reading, finders.catalogue)
  const candidates: Found<EntityName>[] = [
    ...findNumbers(plain, finders.formats),
    ...findDates(plain, dayOf(now, finders.timeZone)),
    ...findAmounts(plain),
    ...products,
    ...findSizes(plain),
    ...findQuantities(plain),
    ...products.flatMap(product => quantityBefore(plain, product.start) ?? []),
    ...findColours(plain),
  ]
  return withoutOverlaps(candidates).map(found => entityOf(text, reading, found)).filter(found => !isOfAddress(text, found))
}

/** "New York, NY 10002" and 「淮海中路1000号」 hold a postcode and a house, no order. */
function isOfAddress(text: string, { entity, start, end }: Entity) {
  if (entity !== 'order-number') return false
  const [before, after] = [text.slice(Math.max(0, start - AROUND), start), text.slice(end, end + AROUND)]
  return (end - start === 5 && STATE.test(before)) || POSTCODE.test(before) || (STREET_ZH.test(before) && /^\s*[号號弄]/.test(after)) || STREET.test(after)
}

const AROUND = 40
const STATE = /(?<![A-Za-z])(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),?\s*$/
const POSTCODE = /(?:zip(?: code)?|post ?code|postal code|邮编|郵遞區號|邮政编码)[\s:：是为]*$/i
const STREET_ZH = /[路街道巷弄村镇鎮]\s*$/
const STREET = /^\s+(?:[NSEW]\.?\s+)?[A-Z][\p{L}'.-]*(?:\s+[A-Z][\p{L}'.-]*)?\s+(?:street|st|road|rd|avenue|ave|drive|dr|lane|ln|boulevard|blvd|court|ct|way|place|square|terrace|close)\b/iu

/** Who wins where two readings overlap: the longer name or number says more; at the same length, the one that is rarer by chance. */
const RANK: Record<EntityName, number> = {
  email: 0, 'tracking-number': 1, amount: 2, date: 3, product: 4, category: 4, phone: 5, 'order-number': 5, size: 6, quantity: 7, colour: 8,
}

function withoutOverlaps(candidates: Found<EntityName>[]) {
  const ranked = candidates.toSorted((a, b) => length(b) - length(a) || RANK[a.entity] - RANK[b.entity] || a.start - b.start)
  const owner: (Found<EntityName> | undefined)[] = []
  const kept = ranked.filter(found => {
    for (let at = found.start; at < found.end; at += 1) {
      const other = owner[at]
      if (other && !mayShare(other, found)) return false
    }
    owner.fill(found, found.start, found.end)
    for (let at = found.start; at < found.end; at += 1) owner[at] ??= found
    return true
  })
  return kept.toSorted((a, b) => a.start - b.start || RANK[a.entity] - RANK[b.entity])
}

function mayShare(one: Found<EntityName>, other: Found<EntityName>) {
  // "Red kettle" may be an article's name, and red is still a colour that was said.
  if ((one.entity === 'product' || one.entity === 'category') && (other.entity === 'colour' || other.entity === 'size')) return true
  if (one.start !== other.start || one.end !== other.end) return false
  return RANK[one.entity] === RANK[other.entity] && (one.entity !== other.entity || one.value !== other.value)
}

function length(found: Found<EntityName>) {
  return found.end - found.start
}

function entityOf(text: string, reading: Reading, found: Found<EntityName>): Entity {
  const start = reading.from[found.start]!
  const end = reading.until[found.end - 1]!
  return { entity: found.entity, text: text.slice(start, end), value: found.value, start, end }
}
