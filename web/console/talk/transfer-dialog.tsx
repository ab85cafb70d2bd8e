import { Button, Modal, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import { useSkillName } from '../use-skill-name.ts'
import styles from './dialog.module.css'
import type { DeedDialogProps } from './hand-back-dialog.tsx'

/** Gives the conversation to another queue or to a colleague who is there, with a note. */
export function TransferDialog({ id, isOpen, onClose, onDone }: DeedDialogProps) {
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const { deeds } = useDesk()
  const { run, isBusy } = useDeed()
  const [target, setTarget] = useState('')
  const [note, setNote] = useState('')
  const go = async () => {
    const [kind, ...rest] = target.split(':')
    const at = rest.join(':')
    const to = kind === 'agent' ? { kind: 'agent' as const, agentId: at } : { kind: 'queue' as const, queueId: at }
    if (await run(() => deeds.transfer(id, { to, note }), t('done.transferred'), id)) onDone()
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('transfer.title')} centered closeButtonProps={{ 'aria-label': tUi('close') }}>
      <div className={styles.fields}>
        <NativeSelect data-autofocus label={t('transfer.to')} value={target} data={useTargets()} onChange={({ currentTarget }) => setTarget(currentTarget.value)} />
        <Textarea label={t('transfer.note')} autosize minRows={2} maxRows={6} maxLength={2000} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
      </div>
      <div className={styles.deeds}>
        <Button variant="default" onClick={onClose}>{tUi('cancel')}</Button>
        <Button loading={isBusy} disabled={target === ''} onClick={() => void go()}>{t('transfer.go')}</Button>
      </div>
    </Modal>
  )
}

function useTargets() {
  const { t } = useTranslation('console')
  const { me, desk } = useDesk()
  const skillName = useSkillName()
  const queues = (desk?.queues ?? []).map(({ id, skill, language }) => ({ value: `queue:${id}`, label: language === 'any' ? skillName(skill) : `${skillName(skill)} (${language})` }))
  const agents = (desk?.agents ?? [])
    .filter((agent) => agent.id !== me.id && agent.isOnline && !agent.isAway)
    .map(({ id, name, load, capacity }) => ({ value: `agent:${id}`, label: t('transfer.loadOf', { name, load, capacity }) }))
  return [
    { value: '', label: t('transfer.choose'), disabled: true },
    { group: t('transfer.queues'), items: queues },
    ...(agents.length > 0 ? [{ group: t('transfer.agents'), items: agents }] : []),
  ]
}
