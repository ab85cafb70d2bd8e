import { useTranslation } from 'react-i18next'
import type { CardReturn } from '../../../handoff/contract.ts'
import { Tag } from '../tag.tsx'
import styles from './rows.module.css'
import { Section } from './section.tsx'
import { useShopWord } from './use-shop-word.ts'

/** Returns that the shop has on record. */
export function ReturnSection({ returns }: { returns: CardReturn[] }) {
  const { t, i18n } = useTranslation('console')
  const shopWord = useShopWord()
  if (returns.length === 0) return null
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' })
  return (
    <Section title={t('card.returns')}>
      {returns.map((one) => (
        <div key={one.rma} className={styles.box}>
          <div className={styles.top}><strong>{one.rma}</strong><Tag tone="accent">{shopWord(one.status)}</Tag></div>
          <p>{shopWord(one.resolution)} · {shopWord(one.reason)}</p>
          <p className={styles.dim}>{one.orderNumber} · {date.format(one.createdAt)}</p>
        </div>
      ))}
    </Section>
  )
}
