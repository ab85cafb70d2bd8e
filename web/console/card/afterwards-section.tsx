import { useTranslation } from 'react-i18next'
import type { Card, QueueEntry } from '../../../handoff/contract.ts'
import { ComplaintClass } from '../../../handoff/contract.ts'
import styles from './rows.module.css'
import { Section } from './section.tsx'

/** What became of the talk: complaint class, what the shopper thought of it, when they are asked again. */
export function AfterwardsSection({ card, entry }: { card: Card; entry: QueueEntry }) {
  const { t, i18n } = useTranslation('console')
  const complaint = ComplaintClass.safeParse(entry.complaintClass)
  const followUps = card.followUps ?? []
  if (!complaint.success && !card.survey && followUps.length === 0) return null
  const date = (at: number) => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(at)
  return (
    <Section title={t('work.afterwards')}>
      <dl className={styles.rows}>
        {complaint.success && <div><dt>{t('work.complaintClass')}</dt><dd>{t(`work.class.${complaint.data}`)}</dd></div>}
        {card.survey && <div><dt>{t('work.survey')}</dt><dd>{card.survey.score === null ? t('work.noAnswer') : `${card.survey.score} / 5`}{card.survey.word && <span>“{card.survey.word}”</span>}</dd></div>}
        {followUps.map((one) => <div key={one.id}><dt>{t('work.followUp')}</dt><dd>{one.text}<span>{date(one.at)} · {t(`work.followUpState.${one.state}`)} · {one.by.name}</span></dd></div>)}
      </dl>
    </Section>
  )
}
