import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/empty.tsx'
import { useDesk } from '../desk-provider.tsx'
import { placeOf, waitingCount, waitingOf } from '../desk-state.ts'
import type { Desk } from '../desk-state.ts'
import { useFailureText } from '../use-failure-text.ts'
import { Entries } from './entries.tsx'
import { FilterBar } from './filter-bar.tsx'
import { chosenCount, filtered, noFilters } from './filters.ts'
import styles from './lists.module.css'
import { NothingFits } from './nothing-fits.tsx'
import { useFilters } from './use-filters.ts'

const names = ['language', 'reason', 'priority', 'tag'] as const

/** Who waits, in the order of the queue, as far as it was read; more on request. */
export function Waiting({ desk, openId, onOpen }: { desk: Desk; openId: string | null; onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  const [filters, setFilters] = useFilters()
  // A queue that was taken away filters nothing.
  const queueId = desk.queues.some(({ id }) => id === filters.queueId) ? filters.queueId : null
  const inQueue = waitingOf(desk, queueId)
  const entries = filtered(inQueue, { ...filters, queueId: null, agentId: null })
  const all = waitingCount(desk, queueId).count
  return (
    <>
      <FilterBar entries={inQueue} filters={{ ...filters, queueId }} names={names} onChange={setFilters} countOf={({ id }) => countText(waitingCount(desk, id))} />
      <div className={styles.scroll}>
        {entries.length > 0 && <Entries entries={entries} openId={openId} onOpen={onOpen} placeOf={(entry) => placeOf(desk, entry)} />}
        {entries.length === 0 && inQueue.length === 0 && <Empty icon="inbox" title={t('lists.noneWaiting')} what={t('lists.noneWaitingWhat')} />}
        {entries.length === 0 && inQueue.length > 0 && chosenCount(filters, names) > 0 && <NothingFits others={all} onClear={() => setFilters({ ...noFilters, queueId })} />}
        <ShowMore desk={desk} queueId={queueId} />
      </div>
    </>
  )
}

function countText({ count, isMore }: { count: number; isMore: boolean }): string {
  return `${count}${isMore ? '+' : ''}`
}

function ShowMore({ desk, queueId }: { desk: Desk; queueId: string | null }) {
  const { t } = useTranslation('console')
  const { readOn } = useDesk()
  const textOf = useFailureText()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const longer = Object.keys(desk.edges).filter((id) => queueId === null || id === queueId)
  if (longer.length === 0) return null
  const { count, isMore } = waitingCount(desk, queueId)
  const more = async () => {
    setBusy(true)
    const answers = await Promise.allSettled(longer.map((id) => readOn(id)))
    const failed = answers.find((answer) => answer.status === 'rejected')
    setFailure(failed ? textOf(failed.reason) : null)
    setBusy(false)
  }
  return (
    <div className={styles.more}>
      <span>{isMore ? t('lines.moreUncounted', { count }) : t('lines.moreCount', { count: Math.max(count - waitingOf(desk, queueId).length, 1) })}</span>
      <Button size="xs" variant="default" loading={isBusy} onClick={() => void more()}>{t('lines.more')}</Button>
      {failure && <span role="alert">{failure}</span>}
    </div>
  )
}
