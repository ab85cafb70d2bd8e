import type { CatalogueEntry, Category } from '../../commerce.ts'
import { CATEGORIES } from './categories.ts'
import { HOME } from './products-home.ts'
import { LIFE } from './products-life.ts'
import { WEAR } from './products-wear.ts'

/** What the demo shop sells and how its shelves are called, as the shop answers, without a database. */
export const demoCatalogue: { catalogue(): Promise<CatalogueEntry[]>; categories(): Promise<Category[]> } = {
  catalogue: async () => [...WEAR, ...HOME, ...LIFE].map(({ id, category, name, otherNames }) => ({ id, category, names: [...new Set([...Object.values(name), ...otherNames])] })),
  categories: async () => CATEGORIES,
}
