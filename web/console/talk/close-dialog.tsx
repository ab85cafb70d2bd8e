import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Disposition } from '../../../handoff/contract.ts'
import { useDeed } from '../use-deed.ts'
import { DeedDialog } from './deed-dialog.tsx'
import { useTalkDeeds } from './use-talk-deeds.ts'

/** Ends a conversation that nobody took: spam, or answered elsewhere. */
export function CloseDialog({ id, onClose, onDone }: { id: string; onClose(): void; onDone(): void }) {
  const { t } = useTranslation('console')
  const deeds = useTalkDeeds()
  const { run, isBusy } = useDeed()
  const [disposition, setDisposition] = useState<Disposition>('spam')
  const [note, setNote] = useState('')
  const go = async () => {
    if (await run(() => deeds.close(id, { disposition, note }), t('done.finished'), id)) onDone()
  }
  return (
    <DeedDialog title={t('deeds.close.title')} what={t('deeds.close.what')} go={t('deeds.close.go')} isBusy={isBusy} onGo={() => void go()} onClose={onClose}>
      <NativeSelect data-autofocus label={t('finish.how')} value={disposition} data={Disposition.options.map((one) => ({ value: one, label: t(`disposition.${one}`) }))} onChange={({ currentTarget }) => setDisposition(Disposition.parse(currentTarget.value))} />
      <Textarea label={t('finish.note')} autosize minRows={2} maxLength={2000} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
    </DeedDialog>
  )
}
