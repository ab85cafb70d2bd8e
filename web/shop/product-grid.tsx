import { Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShopProduct } from '../../commerce/contract.ts'
import { Empty } from '../ui/empty.tsx'
import { ProductCard } from './product-card.tsx'
import styles from './product-grid.module.css'

interface Props {
  /** Undefined until they are there. */
  products: ShopProduct[] | undefined
  categories: { id: string; name: string }[]
  onShow(product: ShopProduct): void
}

/** The goods, by category. */
export function ProductGrid({ products, categories, onShow }: Props) {
  const { t } = useTranslation('shop')
  const [category, setCategory] = useState<string | null>(null)
  const shown = products?.filter((product) => category === null || product.category === category)
  const shelves = [{ id: null, name: t('everything') }, ...categories.filter(({ id }) => !products || products.some((product) => product.category === id))]
  return (
    <>
      <div className={styles.shelves} role="group" aria-label={t('categories')}>
        {shelves.map((shelf) => (
          <button key={shelf.id ?? ''} type="button" aria-pressed={category === shelf.id} onClick={() => setCategory(shelf.id)}>{shelf.name}</button>
        ))}
      </div>
      {shown?.length === 0 && <Empty icon="inbox" title={t('noneHere')} />}
      <ul className={styles.grid} aria-busy={!shown}>
        {shown?.map((product) => <li key={product.id}><ProductCard product={product} onShow={() => onShow(product)} /></li>)}
        {!shown && Array.from({ length: 8 }, (_, place) => <li key={place}><Skeleton height={268} radius="md" /></li>)}
      </ul>
    </>
  )
}
