import { useTranslation } from 'react-i18next'
import type { Card } from '../../../handoff/contract.ts'
import { consoleEn } from '../text/en.ts'
import styles from './rows.module.css'
import { Section } from './section.tsx'
import { useShopWord } from './use-shop-word.ts'

type Field = keyof typeof consoleEn.draftField

/** What the bot had collected when it handed over, e.g. a return over the policy's limits. */
export function DraftSection({ draft }: { draft: Card['draft'] }) {
  const { t } = useTranslation('console')
  const shopWord = useShopWord()
  const rows = Object.entries(draft ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== '')
  if (rows.length === 0) return null
  const isReturn = rows.some(([name]) => /reason|resolution|return|line/i.test(name))
  return (
    <Section title={isReturn ? t('card.draft') : t('card.otherDraft')}>
      <dl className={styles.rows}>{rows.map(([name, value]) => <div key={name}><dt>{name in consoleEn.draftField ? t(`draftField.${name as Field}`) : wordsOf(name)}</dt><dd>{textOf(value, shopWord)}</dd></div>)}</dl>
    </Section>
  )
}

// Draft fields are the dialog's own; their names are plain words run together.
function wordsOf(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function textOf(value: unknown, shopWord: (code: string) => string): string {
  if (typeof value === 'string') return shopWord(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map((one) => textOf(one, shopWord)).join(', ')
  // A write to the shop that came to nothing certain: its parts, each by its name.
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([name, one]) => `${wordsOf(name)}: ${textOf(one, shopWord)}`).join(', ')
  return ''
}
