import { Button, NativeSelect, Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Queue, QueueEntry } from '../../../handoff/contract.ts'
import { Empty } from '../../ui/empty.tsx'
import { isOnDuty, useDesk } from '../desk-provider.tsx'
import { mineOf, placeOf, waitingOf } from '../desk-state.ts'
import type { Desk } from '../desk-state.ts'
import { useDeed } from '../use-deed.ts'
import { useSkillName } from '../use-skill-name.ts'
import { EntryLine } from './entry-line.tsx'
import { LeftMessages } from './left-messages.tsx'
import styles from './lists.module.css'

export type Shown = 'waiting' | 'mine' | 'left'

interface Props {
  openId: string | null
  /** What the agent chose to see; null: mine if there are any, else who waits. */
  chosen: Shown | null
  onChoose(shown: Shown | null): void
  onOpen(id: string): void
}

/** The left column: who waits, what is mine, what was left while nobody was there. */
export function Lists({ openId, chosen, onChoose, onOpen }: Props) {
  const { t } = useTranslation('console')
  const { me, desk } = useDesk()
  const [queueId, setQueueId] = useState<string | null>(null)
  const waiting = desk ? waitingOf(desk, queueId) : []
  const mine = desk ? mineOf(desk, me.id) : []
  const shown = chosen ?? (mine.length > 0 ? 'mine' : 'waiting')
  const counts = countsOf(desk, me.id)
  return (
    <nav className={styles.lists} aria-label={t('lists.label')}>
      <div className={styles.tabs} role="group" aria-label={t('lists.label')}>
        {(['waiting', 'mine', 'left'] as const).map((name) => (
          <button key={name} type="button" aria-pressed={shown === name} onClick={() => onChoose(name)}>{t(`lists.${name}`)} <span>{counts[name]}</span></button>
        ))}
      </div>
      <p className="visually-hidden" role="status">{t('bar.waitingNow', { count: counts.waiting })}</p>
      {shown === 'waiting' && desk && <QueueFilter queues={desk.queues} value={queueId} onChange={setQueueId} />}
      <div className={styles.scroll}>
        {!desk && Array.from({ length: 4 }, (_, place) => <Skeleton key={place} height={84} m={10} w="auto" />)}
        {desk && shown === 'waiting' && <Waiting desk={desk} entries={waiting} openId={openId} onOpen={onOpen} />}
        {desk && shown === 'mine' && <Mine entries={mine} openId={openId} onOpen={onOpen} />}
        {desk && shown === 'left' && <LeftMessages messages={desk.leftMessages} onOpen={onOpen} />}
      </div>
      {shown === 'waiting' && waiting[0] && isOnDuty(me) && <TakeNext next={waiting[0]} onTaken={(id) => { onChoose('mine'); onOpen(id) }} />}
    </nav>
  )
}

function countsOf(desk: Desk | null, agentId: string): Record<Shown, number> {
  if (!desk) return { waiting: 0, mine: 0, left: 0 }
  return { waiting: waitingOf(desk).length, mine: mineOf(desk, agentId).length, left: desk.leftMessages.length }
}

function Waiting({ desk, ...list }: { desk: Desk } & EntriesProps) {
  const { t } = useTranslation('console')
  if (list.entries.length === 0) return <Empty icon="inbox" title={t('lists.noneWaiting')} what={t('lists.noneWaitingWhat')} />
  return <Entries {...list} placeOf={(entry) => placeOf(desk, entry)} />
}

function Mine(list: EntriesProps) {
  const { t } = useTranslation('console')
  if (list.entries.length === 0) return <Empty icon="chat" title={t('lists.noneMine')} what={t('lists.noneMineWhat')} />
  return <Entries {...list} />
}

function QueueFilter({ queues, value, onChange }: { queues: Queue[]; value: string | null; onChange(id: string | null): void }) {
  const { t } = useTranslation('console')
  const skillName = useSkillName()
  const options = queues.map(({ id, skill, language, waiting }) => ({ value: id, label: `${skillName(skill)}${language === 'any' ? '' : ` (${language})`} · ${waiting}` }))
  return (
    <div className={styles.filter}>
      <NativeSelect size="xs" aria-label={t('lists.filter')} value={value ?? ''} data={[{ value: '', label: t('lists.allQueues') }, ...options]} onChange={({ currentTarget }) => onChange(currentTarget.value || null)} />
    </div>
  )
}

interface EntriesProps {
  entries: QueueEntry[]
  openId: string | null
  onOpen(id: string): void
  placeOf?(entry: QueueEntry): number
}

function Entries({ entries, openId, onOpen, placeOf: place }: EntriesProps) {
  return (
    <ul className={styles.entries}>
      {entries.map((entry) => (
        <li key={entry.handoffId}><EntryLine entry={entry} place={place?.(entry) ?? null} isOpen={entry.conversationId === openId} onOpen={() => onOpen(entry.conversationId)} /></li>
      ))}
    </ul>
  )
}

function TakeNext({ next, onTaken }: { next: QueueEntry; onTaken(id: string): void }) {
  const { t } = useTranslation('console')
  const { deeds } = useDesk()
  const { run, isBusy } = useDeed()
  const take = async () => {
    const isTaken = await run(() => deeds.claim(next.conversationId), null, next.conversationId)
    if (isTaken) onTaken(next.conversationId)
  }
  return <div className={styles.next}><Button fullWidth loading={isBusy} onClick={() => void take()}>{t('lists.takeNext')}</Button></div>
}
