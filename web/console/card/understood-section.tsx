import { useTranslation } from 'react-i18next'
import type { Card } from '../../../handoff/contract.ts'
import styles from './rows.module.css'
import { Section } from './section.tsx'

/** What the bot took the messages to mean, and how sure it was. */
export function UnderstoodSection({ intents }: { intents: Card['intents'] }) {
  const { t, i18n } = useTranslation('console')
  if (intents.length === 0) return null
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <Section title={t('card.intents')}>
      <dl className={styles.rows}>
        {intents.map(({ seq, intent, label, confidence }) => (
          <div key={seq}><dt>{t('card.atMessage', { seq })}</dt><dd>{intent === null ? t('card.nothing') : `${label || intent} · ${percent.format(confidence)}`}</dd></div>
        ))}
      </dl>
    </Section>
  )
}
