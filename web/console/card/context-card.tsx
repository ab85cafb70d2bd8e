import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Card, QueueEntry } from '../../../handoff/contract.ts'
import { Icon } from '../../ui/icon.tsx'
import { TimeSince } from '../../ui/time-since.tsx'
import { Tag } from '../tag.tsx'
import { useConversation } from '../use-conversation.ts'
import { AfterwardsSection } from './afterwards-section.tsx'
import styles from './context-card.module.css'
import { DraftSection } from './draft-section.tsx'
import { EarlierSection } from './earlier-section.tsx'
import { FactsSection } from './facts-section.tsx'
import { MoodCurve } from './mood-curve.tsx'
import { OrderSection } from './order-section.tsx'
import { ReturnSection } from './return-section.tsx'
import { PromisesSection } from './promises-section.tsx'
import { Section } from './section.tsx'
import { ShopActionsSection } from './shop-actions-section.tsx'
import { ShopperNotesSection } from './shopper-notes-section.tsx'
import { TagsSection } from './tags-section.tsx'
import { UnderstoodSection } from './understood-section.tsx'

/** Everything that is known, so that nothing is asked twice. */
export function ContextCard({ id, onOpen }: { id: string; onOpen(id: string): void }) {
  const { data, isError } = useConversation(id)
  // What went wrong stands where the conversation would.
  if (!data && isError) return null
  if (!data) return <div className={styles.card} aria-busy="true"><Skeleton height={90} /><Skeleton height={140} mt={14} /><Skeleton height={90} mt={14} /></div>
  return <OpenCard card={data.card} entry={data.entry} onOpen={onOpen} />
}

function OpenCard({ card, entry, onOpen }: { card: Card; entry: QueueEntry; onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  return (
    <div className={styles.card}>
      <Why card={card} entry={entry} />
      {card.summary.length > 0 && <Section title={t('card.summary')}><ul className={styles.summary}>{card.summary.map((line, place) => <li key={place}>{line}</li>)}</ul></Section>}
      {card.doNotAskAgain.length > 0 && (
        <Section title={t('card.dontAsk')}>
          <ul className={styles.dont}>{card.doNotAskAgain.map((line) => <li key={line}><Icon name="check" size={15} />{line}</li>)}</ul>
        </Section>
      )}
      <FactsSection facts={card.facts} conversationId={card.conversationId} />
      {card.mood.length > 0 && <Section title={t('card.mood')}><MoodCurve points={card.mood} /></Section>}
      <DraftSection draft={card.draft} />
      <OrderSection orders={card.orders} />
      <ReturnSection returns={card.returns} />
      <ShopActionsSection conversationId={card.conversationId} />
      <PromisesSection promises={card.promises} conversationId={card.conversationId} />
      <AfterwardsSection card={card} entry={entry} />
      {card.tried.length > 0 && <Section title={t('card.tried')}><ol className={styles.plain}>{card.tried.map((line, place) => <li key={place}>{line}</li>)}</ol></Section>}
      <UnderstoodSection intents={card.intents} />
      <ShopperNotesSection shopperId={entry.shopper.id} conversationId={card.conversationId} />
      <EarlierSection earlier={card.earlier} onOpen={onOpen} />
    </div>
  )
}

function Why({ card, entry }: { card: Card; entry: QueueEntry }) {
  const { t } = useTranslation('console')
  return (
    <Section title={t('card.why')}>
      <p className={styles.reason}>{card.reasonLabel || t(`reason.${card.reason}`)}</p>
      <div className={styles.tags}>
        <Tag tone={entry.priority === 'urgent' ? 'furious' : entry.priority === 'high' ? 'angry' : 'plain'}>{t(`priority.${entry.priority}`)}</Tag>
        <Tag tone={entry.mood}>{t(`mood.${entry.mood}`)}</Tag>
        <span className={styles.dim}><TimeSince at={card.requestedAt} /> · {t('card.atMessage', { seq: card.turnSeq })}</span>
      </div>
      <TagsSection entry={entry} />
      {card.note && <p className={styles.note}><strong>{t('card.note')}: </strong>{card.note}</p>}
    </Section>
  )
}
