import type { Commerce } from '../commerce/index.ts'
import type { CatalogueEntry } from '../nlp-models/index.ts'

/** What the recogniser of articles needs of the shop: names, and the words by which shoppers call each category. */
export async function catalogueOf(shop: Pick<Commerce, 'catalogue' | 'categories'>): Promise<CatalogueEntry[]> {
  const [entries, categories] = await Promise.all([shop.catalogue(), shop.categories()])
  const words = new Map(categories.map((category) => [category.id, category.words]))
  return entries.map((entry) => ({ ...entry, categoryNames: words.get(entry.category) ?? [] }))
}
