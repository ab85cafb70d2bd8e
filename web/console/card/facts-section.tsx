import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../handoff/contract.ts'
import { isComposing } from '../../ui/is-composing.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './rows.module.css'
import { Section } from './section.tsx'
import { useCardDeed } from './use-card-deed.ts'

type Fact = Card['facts'][number]

/** What is known, and who vouches for it. An agent who knows better corrects it here; the bot knows it from then on, too. */
export function FactsSection({ facts, conversationId }: { facts: Fact[]; conversationId: string }) {
  const { t } = useTranslation('console')
  if (facts.length === 0) return null
  return (
    <Section title={t('card.facts')}>
      <dl className={styles.rows}>{facts.map((fact) => <FactRow key={`${fact.name} ${fact.value}`} fact={fact} conversationId={conversationId} />)}</dl>
    </Section>
  )
}

function FactRow({ fact: { name, label, value, confirmedBy }, conversationId }: { fact: Fact; conversationId: string }) {
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const { deeds, run, isBusy, isAllowed } = useCardDeed(conversationId)
  const [draft, setDraft] = useState<string | null>(null)
  const save = async () => {
    if (await run(() => deeds.setFact(conversationId, { name, value: (draft ?? '').trim() }), t('work.factSaved'))) setDraft(null)
  }
  if (draft === null) {
    return (
      <div>
        <dt>{label}</dt>
        <dd>
          {value} {isAllowed && <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('work.correct', { fact: label })} title={t('work.correct', { fact: label })} onClick={() => setDraft(value)}><Icon name="note" size={14} /></ActionIcon>}
          <span>{t(`card.confirmed.${confirmedBy}`)}</span>
        </dd>
      </div>
    )
  }
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <form onSubmit={(event) => { event.preventDefault(); void save() }}>
          <TextInput size="xs" autoFocus aria-label={label} description={t('work.emptyRemoves')} maxLength={500} value={draft} onChange={({ currentTarget }) => setDraft(currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Escape' && !isComposing(event.nativeEvent)) setDraft(null) }} />
          <div className={styles.deeds}><Button size="compact-xs" variant="default" onClick={() => setDraft(null)}>{tUi('cancel')}</Button><Button size="compact-xs" type="submit" loading={isBusy}>{t('settings.save')}</Button></div>
        </form>
      </dd>
    </div>
  )
}
