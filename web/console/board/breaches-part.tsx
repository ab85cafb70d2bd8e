import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, SlaBreach } from '../../../handoff/contract.ts'
import { Tag } from '../tag.tsx'
import { useFailureText } from '../use-failure-text.ts'
import { pathOf } from '../use-place.ts'
import { useQueueName } from '../use-queue-name.ts'
import styles from './board.module.css'
import own from './breaches-part.module.css'
import { Part } from './part.tsx'
import { breachPeriods, useBreaches } from './use-breaches.ts'
import type { BreachPeriod } from './use-breaches.ts'

/** Answers that came too late or not at all, newest first, by queue and period; each leads to its conversation. */
export function BreachesPart({ board, onOpen }: { board: Board; onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const textOf = useFailureText()
  const queueName = useQueueName()
  const [queueId, setQueueId] = useState('')
  const [period, setPeriod] = useState<BreachPeriod>('today')
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useBreaches(queueId, period)
  const breaches = data?.pages.flatMap((page) => page.breaches) ?? []
  return (
    <Part title={t('board.breaches.title')} isWide>
      <div className={own.choices}>
        <NativeSelect size="xs" aria-label={t('board.queue')} value={queueId} data={[{ value: '', label: t('settings.everyQueue') }, ...board.queues.map((queue) => ({ value: queue.id, label: queueName(queue) }))]} onChange={({ currentTarget }) => setQueueId(currentTarget.value)} />
        <NativeSelect size="xs" aria-label={t('board.breaches.period')} value={period} data={breachPeriods.map((one) => ({ value: one, label: t(`board.breaches.of.${one}`) }))} onChange={({ currentTarget }) => setPeriod(breachPeriods.find((one) => one === currentTarget.value) ?? 'today')} />
      </div>
      {!data && error && <p className={styles.none} role="alert">{textOf(error)} <Button size="compact-xs" variant="default" onClick={() => void refetch()}>{tUi('retry')}</Button></p>}
      {!error && !isPending && breaches.length === 0 && <p className={styles.none}>{t('board.breaches.none')}</p>}
      <ul className={own.list}>{breaches.map((breach) => <li key={breach.id}><BreachLine breach={breach} queue={board.queues.find(({ id }) => id === breach.queueId)} onOpen={onOpen} /></li>)}</ul>
      {hasNextPage && <Button className={own.more!} size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('board.breaches.more')}</Button>}
    </Part>
  )
}

function BreachLine({ breach, queue, onOpen }: { breach: SlaBreach; queue: Board['queues'][number] | undefined; onOpen(id: string): void }) {
  const { t, i18n } = useTranslation('console')
  const queueName = useQueueName()
  const isOpen = breach.status === 'waiting' || breach.status === 'accepted'
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey) return
    event.preventDefault()
    onOpen(breach.conversationId)
  }
  return (
    <>
      <a href={pathOf({ kind: 'talks', id: breach.conversationId })} onClick={open}>{breach.shopper.name ?? t('line.guest')}</a>
      <Tag tone={isOpen ? 'furious' : 'plain'}>{t(`settings.sla.kind.${breach.kind}`)}</Tag>
      <span className={own.facts}>{[queue ? queueName(queue) : breach.queueId, t(`priority.${breach.priority}`), breach.agent ? t('lines.with', { name: breach.agent.name }) : t('board.breaches.nobody'), isOpen ? t('board.breaches.open') : null].filter(Boolean).join(' · ')}</span>
      <time className={own.when} dateTime={new Date(breach.breachedAt).toISOString()}>{new Date(breach.breachedAt).toLocaleString(i18n.language, { dateStyle: 'short', timeStyle: 'short' })}</time>
    </>
  )
}
