import { useTranslation } from 'react-i18next'
import type { CardOrder } from '../../../handoff/contract.ts'
import { Tag } from '../tag.tsx'
import { Section } from './section.tsx'
import { priceText } from '../../ui/price-text.ts'
import styles from './rows.module.css'
import { useShopWord } from './use-shop-word.ts'

/** The shopper's proven orders and their parcels, as the shop has them now. */
export function OrderSection({ orders }: { orders: CardOrder[] }) {
  const { t } = useTranslation('console')
  if (orders.length === 0) return null
  return <Section title={t('card.orders')}>{orders.map((order) => <Order key={order.id} order={order} />)}</Section>
}

function Order({ order }: { order: CardOrder }) {
  const { t, i18n } = useTranslation('console')
  const shopWord = useShopWord()
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' })
  return (
    <div className={styles.box}>
      <div className={styles.top}><strong>{order.number}</strong><Tag tone="accent">{shopWord(order.status)}</Tag></div>
      <p>{order.lines.map(({ title, quantity }) => (quantity > 1 ? `${quantity} × ${title}` : title)).join(', ')}</p>
      <p className={styles.dim}>{priceText(order.total, i18n.language)} · {t('card.placed', { date: date.format(order.placedAt) })}</p>
      {order.parcels.map((parcel) => (
        <p key={parcel.trackingNumber} className={styles.dim}>{parcel.carrier} {parcel.trackingNumber}: {shopWord(parcel.status)}{parcel.dueAt !== null && `, ${t('card.due', { date: date.format(parcel.dueAt) })}`}</p>
      ))}
    </div>
  )
}
