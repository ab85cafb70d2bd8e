import { Button, Modal, Radio, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Disposition } from '../../../handoff/contract.ts'
import { useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import styles from './dialog.module.css'
import type { DeedDialogProps } from './hand-back-dialog.tsx'

/** Ends the conversation: how it ended must be said. */
export function FinishDialog({ id, isOpen, onClose, onDone }: DeedDialogProps) {
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const { deeds } = useDesk()
  const { run, isBusy } = useDeed()
  const [disposition, setDisposition] = useState<Disposition | null>(null)
  const [note, setNote] = useState('')
  const [next, setNext] = useState<'closed' | 'bot'>('closed')
  const go = async () => {
    if (disposition && (await run(() => deeds.complete(id, { disposition, note, next }), t('done.finished'), id))) onDone()
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('finish.title')} centered closeButtonProps={{ 'aria-label': tUi('close') }}>
      <div className={styles.fields}>
        <Radio.Group label={t('finish.how')} value={disposition} onChange={(value) => setDisposition(Disposition.parse(value))}>
          <div className={styles.choices}>
            {Disposition.options.map((one, place) => <Radio key={one} value={one} label={t(`disposition.${one}`)} data-autofocus={place === 0 || undefined} />)}
          </div>
        </Radio.Group>
        <Textarea label={t('finish.note')} autosize minRows={2} maxRows={6} maxLength={2000} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
        <div>
          <p className={styles.label} id="finish-next">{t('finish.next')}</p>
          <SegmentedControl aria-labelledby="finish-next" fullWidth value={next} onChange={(value) => setNext(value === 'bot' ? 'bot' : 'closed')} data={[{ value: 'closed', label: t('finish.closed') }, { value: 'bot', label: t('finish.bot') }]} />
        </div>
      </div>
      <div className={styles.deeds}>
        <Button variant="default" onClick={onClose}>{tUi('cancel')}</Button>
        <Button loading={isBusy} disabled={disposition === null} onClick={() => void go()}>{t('finish.go')}</Button>
      </div>
    </Modal>
  )
}
