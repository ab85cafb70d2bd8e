import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { HandoffStatus, Reason } from '../../../handoff/contract.ts'
import { useDesk } from '../desk-provider.tsx'
import { useQueueName } from '../use-queue-name.ts'
import { useTags } from '../use-tags.ts'
import type { SearchForm } from './search-form.ts'
import styles from './search-panel.module.css'

/** What narrows a search down beside its words. */
export function SearchFields({ form, onChange }: { form: SearchForm; onChange(form: SearchForm): void }) {
  const { t } = useTranslation('console')
  const { desk } = useDesk()
  const { tags, nameOf } = useTags()
  const queueName = useQueueName()
  const choices = {
    queueId: (desk?.queues ?? []).map((queue) => ({ value: queue.id, label: queueName(queue) })),
    state: HandoffStatus.options.map((value) => ({ value, label: t(`status.${value}`) })),
    reason: Reason.options.map((value) => ({ value, label: t(`reason.${value}`) })),
    agentId: (desk?.agents ?? []).map(({ id, name }) => ({ value: id, label: name })),
    tag: tags.map(({ id }) => ({ value: id, label: nameOf(id) })),
  }
  const text = (name: 'orderNumber' | 'shopper') => (
    <TextInput size="xs" label={t(`search.${name}`)} value={form[name]} maxLength={100} onChange={({ currentTarget }) => onChange({ ...form, [name]: currentTarget.value })} />
  )
  const choice = (name: keyof typeof choices) => (
    <NativeSelect size="xs" label={t(name === 'state' ? 'search.state' : `lines.by.${name}`)} value={form[name]} data={[{ value: '', label: t('lines.any') }, ...choices[name]]} onChange={({ currentTarget }) => onChange({ ...form, [name]: currentTarget.value })} />
  )
  const day = (name: 'from' | 'to') => (
    <TextInput size="xs" type="date" label={t(`search.${name}`)} value={form[name]} onChange={({ currentTarget }) => onChange({ ...form, [name]: currentTarget.value })} />
  )
  return <div className={styles.fields}>{text('orderNumber')}{text('shopper')}{choice('state')}{choice('tag')}{choice('queueId')}{choice('agentId')}{choice('reason')}<span />{day('from')}{day('to')}</div>
}
