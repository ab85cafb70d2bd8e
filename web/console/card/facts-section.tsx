import { useTranslation } from 'react-i18next'
import type { Card } from '../../../handoff/contract.ts'
import styles from './rows.module.css'
import { Section } from './section.tsx'

/** What is known, and who vouches for it. */
export function FactsSection({ facts }: { facts: Card['facts'] }) {
  const { t } = useTranslation('console')
  if (facts.length === 0) return null
  return (
    <Section title={t('card.facts')}>
      <dl className={styles.rows}>
        {facts.map(({ name, label, value, confirmedBy }) => (
          <div key={`${name} ${value}`}><dt>{label}</dt><dd>{value}<span>{t(`card.confirmed.${confirmedBy}`)}</span></dd></div>
        ))}
      </dl>
    </Section>
  )
}
