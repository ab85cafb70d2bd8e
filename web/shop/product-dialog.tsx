import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShopProduct } from '../../commerce/contract.ts'
import { Icon } from '../ui/icon.tsx'
import { priceText } from '../ui/price-text.ts'
import styles from './product-dialog.module.css'
import { ProductPicture } from './product-picture.tsx'

interface Props {
  product: ShopProduct | null
  onClose(): void
  onAsk(text: string): void
}

/** Everything about one article, and a way to ask more. */
export function ProductDialog({ product, onClose, onAsk }: Props) {
  const { t } = useTranslation('shop')
  const { t: tUi } = useTranslation('ui')
  // The last one stays while the dialog fades out.
  const [last, setLast] = useState(product)
  if (product && product !== last) setLast(product)
  const shown = product ?? last
  return (
    <Modal opened={product !== null} onClose={onClose} title={shown?.name ?? ''} size={640} centered closeButtonProps={{ 'aria-label': tUi('close') }}>
      {shown && (
        <div className={styles.dialog}>
          <div className={styles.picture}><ProductPicture id={shown.id} category={shown.category} /></div>
          <div>
            <Facts product={shown} />
            <Button leftSection={<Icon name="chat" />} onClick={() => onAsk(t('tellMeAbout', { name: shown.name }))}>{t('askAboutThis')}</Button>
          </div>
        </div>
      )}
    </Modal>
  )
}

function Facts({ product }: { product: ShopProduct }) {
  const { t, i18n } = useTranslation('shop')
  const list = new Intl.ListFormat(i18n.language, { type: 'unit', style: 'short' })
  const rows: [string, string][] = [
    [t('sizes'), list.format(product.sizes)],
    [t('colours'), list.format(product.colours)],
    [t('material'), product.material],
  ]
  return (
    <>
      <p className={styles.price}>
        {priceText(product.price, i18n.language)}
        {product.wasPrice && <span className={styles.was}>{t('was', { price: priceText(product.wasPrice, i18n.language) })}</span>}
        <span className={product.inStock ? styles.in : styles.out}>{product.inStock ? t('inStock') : t('soldOut')}</span>
      </p>
      <p>{product.description}</p>
      <dl className={styles.facts}>
        {rows.filter(([, value]) => value).map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
      </dl>
    </>
  )
}
