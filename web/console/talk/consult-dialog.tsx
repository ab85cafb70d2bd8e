import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../../ui/new-key.ts'
import { useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import { DeedDialog } from './deed-dialog.tsx'
import { useTalkDeeds } from './use-talk-deeds.ts'

interface Props { id: string; onClose(): void; onDone(): void }

/** Asks a colleague without handing over; the shopper never sees it. */
export function ConsultDialog({ id, onClose, onDone }: Props) {
  const { t } = useTranslation('console')
  const { me, desk } = useDesk()
  const deeds = useTalkDeeds()
  const { run, isBusy } = useDeed()
  const [key] = useState(newKey)
  const [agentId, setAgentId] = useState('')
  const [text, setText] = useState('')
  const colleagues = (desk?.agents ?? []).filter((agent) => agent.id !== me.id && agent.role !== 'auditor').toSorted((a, b) => Number(b.isOnline) - Number(a.isOnline) || a.name.localeCompare(b.name))
  const go = async () => {
    if (await run(() => deeds.consult(id, { agentId, text: text.trim(), key }), t('deeds.consult.done'), id)) onDone()
  }
  return (
    <DeedDialog title={t('deeds.consult.title')} what={t('deeds.consult.what')} go={t('deeds.consult.go')} isBusy={isBusy} isReady={agentId !== '' && text.trim() !== ''} onGo={() => void go()} onClose={onClose}>
      <NativeSelect data-autofocus label={t('deeds.consult.who')} value={agentId} data={[{ value: '', label: t('transfer.choose'), disabled: true }, ...colleagues.map((one) => ({ value: one.id, label: one.isOnline ? one.name : t('deeds.consult.absent', { name: one.name }) }))]} onChange={({ currentTarget }) => setAgentId(currentTarget.value)} />
      <Textarea label={t('deeds.consult.question')} autosize minRows={3} maxRows={8} maxLength={8000} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} />
    </DeedDialog>
  )
}

/** The answer of the colleague who was asked. */
export function AnswerConsultDialog({ id, onClose, onDone }: Props) {
  const { t } = useTranslation('console')
  const deeds = useTalkDeeds()
  const { run, isBusy } = useDeed()
  const [key] = useState(newKey)
  const [text, setText] = useState('')
  const go = async () => {
    if (await run(() => deeds.answerConsult(id, { text: text.trim(), key }), t('deeds.consult.answered'), id)) onDone()
  }
  return (
    <DeedDialog title={t('deeds.consult.answerTitle')} what={t('deeds.consult.answerWhat')} go={t('deeds.consult.answerGo')} isBusy={isBusy} isReady={text.trim() !== ''} onGo={() => void go()} onClose={onClose}>
      <Textarea data-autofocus label={t('deeds.consult.answer')} autosize minRows={3} maxRows={8} maxLength={8000} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} />
    </DeedDialog>
  )
}
