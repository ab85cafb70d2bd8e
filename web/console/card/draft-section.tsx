import { useTranslation } from 'react-i18next'
import type { Card } from '../../../handoff/contract.ts'
import styles from './rows.module.css'
import { Section } from './section.tsx'

/** What the bot had collected when it handed over, e.g. a return over the policy's limits. */
export function DraftSection({ draft }: { draft: Card['draft'] }) {
  const { t } = useTranslation('console')
  const rows = Object.entries(draft ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== '')
  if (rows.length === 0) return null
  const isReturn = rows.some(([name]) => /reason|resolution|return|line/i.test(name))
  return (
    <Section title={isReturn ? t('card.draft') : t('card.otherDraft')}>
      <dl className={styles.rows}>{rows.map(([name, value]) => <div key={name}><dt>{wordsOf(name)}</dt><dd>{textOf(value)}</dd></div>)}</dl>
    </Section>
  )
}

// Draft fields are the dialog's own; their names are plain words run together.
function wordsOf(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return JSON.stringify(value)
}
