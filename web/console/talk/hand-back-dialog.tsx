import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NextStep } from '../../../handoff/contract.ts'
import { useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import { DeedDialog } from './deed-dialog.tsx'

/** Gives the conversation back to the bot: what it does next, and a word for whoever reads it later. */
export function HandBackDialog({ id, onClose, onDone }: { id: string; onClose(): void; onDone(): void }) {
  const { t } = useTranslation('console')
  const { deeds } = useDesk()
  const { run, isBusy } = useDeed()
  const [word, setWord] = useState('')
  const [nextStep, setNextStep] = useState<NextStep>('be-there')
  const go = async () => {
    if (await run(() => deeds.handBack(id, { word, nextStep }), t('done.handedBack'), id)) onDone()
  }
  return (
    <DeedDialog title={t('handBack.title')} what={t('handBack.what')} go={t('handBack.go')} isBusy={isBusy} onGo={() => void go()} onClose={onClose}>
      <NativeSelect data-autofocus label={t('deeds.nextStep.label')} value={nextStep} data={NextStep.options.map((one) => ({ value: one, label: t(`deeds.nextStep.${one}`) }))} onChange={({ currentTarget }) => setNextStep(NextStep.parse(currentTarget.value))} />
      <Textarea label={t('handBack.word')} autosize minRows={2} maxRows={6} maxLength={2000} value={word} onChange={({ currentTarget }) => setWord(currentTarget.value)} />
    </DeedDialog>
  )
}
