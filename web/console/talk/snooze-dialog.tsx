import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '../../ui/clock.ts'
import { useDeed } from '../use-deed.ts'
import { DeedDialog } from './deed-dialog.tsx'
import styles from './dialog.module.css'
import { localTime, morningIn } from './local-time.ts'
import { useTalkDeeds } from './use-talk-deeds.ts'

const hour = 3_600_000

/** Puts the conversation off: it takes no room until then, and comes back at once when the shopper writes. */
export function SnoozeDialog({ id, onClose, onDone }: { id: string; onClose(): void; onDone(): void }) {
  const { t } = useTranslation('console')
  const deeds = useTalkDeeds()
  const { run, isBusy } = useDeed()
  const [until, setUntil] = useState(localTime(now() + hour))
  const [note, setNote] = useState('')
  const presets = [['inHour', now() + hour], ['inThreeHours', now() + 3 * hour], ['tomorrow', morningIn(1, now())], ['nextWeek', morningIn(7, now())]] as const
  const go = async () => {
    if (await run(() => deeds.snooze(id, { until: new Date(until).getTime(), note }), t('deeds.snooze.done'), id)) onDone()
  }
  return (
    <DeedDialog title={t('deeds.snooze.title')} what={t('deeds.snooze.what')} go={t('deeds.snooze.go')} isBusy={isBusy} isReady={until !== ''} onGo={() => void go()} onClose={onClose}>
      <div className={styles.choices}>{presets.map(([name, at]) => <Button key={name} size="xs" variant="default" onClick={() => setUntil(localTime(at))}>{t(`deeds.snooze.${name}`)}</Button>)}</div>
      <TextInput data-autofocus type="datetime-local" min={localTime(now())} label={t('deeds.snooze.until')} value={until} onChange={({ currentTarget }) => setUntil(currentTarget.value)} />
      <Textarea label={t('finish.note')} autosize minRows={2} maxRows={5} maxLength={2000} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
    </DeedDialog>
  )
}
