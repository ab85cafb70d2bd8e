import { useTranslation } from 'react-i18next'
import { Disposition } from '../../../handoff/contract.ts'
import type { Card } from '../../../handoff/contract.ts'
import styles from './rows.module.css'
import { Section } from './section.tsx'

/** The same shopper's conversations before; each opens. */
export function EarlierSection({ earlier, onOpen }: { earlier: Card['earlier']; onOpen(id: string): void }) {
  const { t, i18n } = useTranslation('console')
  if (earlier.length === 0) return null
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' })
  const endOf = ({ disposition, status }: Card['earlier'][number]) => {
    const known = Disposition.safeParse(disposition)
    return known.success ? t(`disposition.${known.data}`) : (disposition ?? t(`status.${status}`))
  }
  return (
    <Section title={t('card.earlier')}>
      {earlier.map((one) => (
        <button key={one.handoffId} type="button" className={styles.earlier} onClick={() => onOpen(one.conversationId)}>
          <strong>{t(`reason.${one.reason}`)}</strong> <span className={styles.dim}>{date.format(one.requestedAt)} · {endOf(one)}</span>
        </button>
      ))}
    </Section>
  )
}
