import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PromiseKind } from '../../../handoff/contract.ts'
import { now } from '../../ui/clock.ts'
import { newKey } from '../../ui/new-key.ts'
import { useDeed } from '../use-deed.ts'
import { DeedDialog } from './deed-dialog.tsx'
import { localTime, morningIn } from './local-time.ts'
import { useTalkDeeds } from './use-talk-deeds.ts'

/** Puts a promise on record, with the time by which it is kept: the desk reminds before it breaks. */
export function PromiseDialog({ id, onClose, onDone }: { id: string; onClose(): void; onDone(): void }) {
  const { t } = useTranslation('console')
  const deeds = useTalkDeeds()
  const { run, isBusy } = useDeed()
  const [key] = useState(newKey)
  const [kind, setKind] = useState<PromiseKind>('reply')
  const [text, setText] = useState('')
  const [due, setDue] = useState(localTime(morningIn(1, now())))
  const go = async () => {
    if (await run(() => deeds.promise(id, { kind, text: text.trim(), dueAt: new Date(due).getTime(), key }), t('deeds.promise.done'), id)) onDone()
  }
  return (
    <DeedDialog title={t('deeds.promise.title')} what={t('deeds.promise.what')} go={t('deeds.promise.go')} isBusy={isBusy} isReady={text.trim() !== '' && due !== ''} onGo={() => void go()} onClose={onClose}>
      <NativeSelect label={t('deeds.promise.kind')} value={kind} data={PromiseKind.options.map((one) => ({ value: one, label: t(`deeds.promise.kinds.${one}`) }))} onChange={({ currentTarget }) => setKind(PromiseKind.parse(currentTarget.value))} />
      <Textarea data-autofocus label={t('deeds.promise.text')} autosize minRows={2} maxLength={500} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} />
      <TextInput type="datetime-local" min={localTime(now())} label={t('deeds.promise.due')} value={due} onChange={({ currentTarget }) => setDue(currentTarget.value)} />
    </DeedDialog>
  )
}
