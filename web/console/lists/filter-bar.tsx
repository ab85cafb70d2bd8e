import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Priority, Queue, QueueEntry } from '../../../handoff/contract.ts'
import { Icon } from '../../ui/icon.tsx'
import { useDesk } from '../desk-provider.tsx'
import { useQueueName } from '../use-queue-name.ts'
import { useTags } from '../use-tags.ts'
import styles from './filter-bar.module.css'
import { choicesOf, chosenCount, noFilters } from './filters.ts'
import type { FilterName, Filters } from './filters.ts'

interface Props {
  entries: QueueEntry[]
  filters: Filters
  /** Beside the queue. */
  names: readonly FilterName[]
  /** How many wait, by queue; null where that is not what is shown. */
  countOf: ((queue: Queue) => string) | null
  onChange(filters: Filters): void
}

/** Narrows a list down: by queue at once, by the rest when asked for. */
export function FilterBar({ entries, filters, names, countOf, onChange }: Props) {
  const { t } = useTranslation('console')
  const { desk } = useDesk()
  const queueName = useQueueName()
  const [isOpen, setOpen] = useState(false)
  const count = chosenCount(filters, names)
  const queues = (desk?.queues ?? []).map((queue) => ({ value: queue.id, label: countOf ? `${queueName(queue)} · ${countOf(queue)}` : queueName(queue) }))
  return (
    <div className={styles.bar}>
      <NativeSelect className={styles.queue!} size="xs" aria-label={t('lists.filter')} value={filters.queueId ?? ''} data={[{ value: '', label: t('lists.allQueues') }, ...queues]} onChange={({ currentTarget }) => onChange({ ...filters, queueId: currentTarget.value || null })} />
      <ActionIcon variant={count > 0 ? 'light' : 'default'} size={30} aria-expanded={isOpen} aria-label={t('lines.filters', { count })} title={t('lines.filters', { count })} onClick={() => setOpen(!isOpen)}>
        <Icon name="filter" size={16} />{count > 0 && <span className={styles.count}>{count}</span>}
      </ActionIcon>
      {isOpen && (
        <div className={styles.more}>
          {names.map((name) => <Choice key={name} name={name} entries={entries} value={filters[name]} onChange={(value) => onChange({ ...filters, [name]: value })} />)}
          {count > 0 && <Button size="compact-xs" variant="subtle" onClick={() => onChange({ ...noFilters, queueId: filters.queueId })}>{t('lines.clear')}</Button>}
        </div>
      )}
    </div>
  )
}

function Choice({ name, entries, value, onChange }: { name: FilterName; entries: QueueEntry[]; value: string | null; onChange(value: string | null): void }) {
  const { t } = useTranslation('console')
  const nameOf = useValueName()
  const values = [...new Set([...(value === null ? [] : [value]), ...choicesOf(entries, name)])]
  const data = [{ value: '', label: t('lines.any') }, ...values.map((one) => ({ value: one, label: nameOf(name, one) }))]
  return <NativeSelect size="xs" label={t(`lines.by.${name}`)} value={value ?? ''} data={data} onChange={({ currentTarget }) => onChange(currentTarget.value || null)} />
}

function useValueName(): (name: FilterName, value: string) => string {
  const { t, i18n } = useTranslation('console')
  const { desk } = useDesk()
  const { nameOf } = useTags()
  const languages = new Intl.DisplayNames([i18n.language], { type: 'language' })
  return (name, value) => {
    switch (name) {
      case 'language': return languages.of(value) ?? value
      case 'reason': return t(`reason.${value as QueueEntry['reason']}`)
      case 'priority': return t(`priority.${value as Priority}`)
      case 'tag': return nameOf(value)
      case 'agentId': return desk?.agents.find(({ id }) => id === value)?.name ?? desk?.entries.find(({ agent }) => agent?.id === value)?.agent?.name ?? value
      case 'queueId': return value
    }
  }
}
