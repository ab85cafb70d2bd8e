import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import styles from './dialog.module.css'

export interface DeedDialogProps {
  id: string
  isOpen: boolean
  onClose(): void
  onDone(): void
}

/** Gives the conversation back to the bot, with a word about what comes next. */
export function HandBackDialog({ id, isOpen, onClose, onDone }: DeedDialogProps) {
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const { deeds } = useDesk()
  const { run, isBusy } = useDeed()
  const [word, setWord] = useState('')
  const go = async () => {
    if (await run(() => deeds.handBack(id, { word }), t('done.handedBack'), id)) onDone()
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('handBack.title')} centered closeButtonProps={{ 'aria-label': tUi('close') }}>
      <p className={styles.what}>{t('handBack.what')}</p>
      <Textarea data-autofocus label={t('handBack.word')} autosize minRows={2} maxRows={6} maxLength={2000} value={word} onChange={({ currentTarget }) => setWord(currentTarget.value)} />
      <div className={styles.deeds}>
        <Button variant="default" onClick={onClose}>{tUi('cancel')}</Button>
        <Button loading={isBusy} onClick={() => void go()}>{t('handBack.go')}</Button>
      </div>
    </Modal>
  )
}
