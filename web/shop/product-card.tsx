import { useTranslation } from 'react-i18next'
import type { ShopProduct } from '../../commerce/contract.ts'
import { priceText } from '../ui/price-text.ts'
import styles from './product-card.module.css'
import { ProductPicture } from './product-picture.tsx'

/** One article on the shelf; the whole card opens its dialog. */
export function ProductCard({ product, onShow }: { product: ShopProduct; onShow(): void }) {
  const { t, i18n } = useTranslation('shop')
  return (
    <button type="button" className={styles.card} onClick={onShow}>
      <ProductPicture id={product.id} category={product.category} />
      <span className={styles.body}>
        <span className={styles.name}>{product.name}</span>
        <span className={styles.line}>
          <span className={styles.price}>{priceText(product.price, i18n.language)}</span>
          {product.wasPrice && <s className={styles.was}><span className="visually-hidden">{t('was', { price: '' })}</span>{priceText(product.wasPrice, i18n.language)}</s>}
          {!product.inStock && <span className={styles.out}>{t('soldOut')}</span>}
        </span>
      </span>
    </button>
  )
}
