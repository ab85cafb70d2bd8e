import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '../../../handoff/contract.ts'
import { useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import { useLabel } from '../use-label.ts'
import { useSkillName } from '../use-skill-name.ts'
import { DeedDialog } from './deed-dialog.tsx'
import { useTalkDeeds } from './use-talk-deeds.ts'

interface Props {
  id: string
  /** A lead gives away what is not theirs. */
  isReassign: boolean
  onClose(): void
  onDone(): void
}

/** Gives the conversation to a skill, to another queue or to a colleague who is there, with a note. */
export function TransferDialog({ id, isReassign, onClose, onDone }: Props) {
  const { t } = useTranslation('console')
  const deeds = useTalkDeeds()
  const { run, isBusy } = useDeed()
  const [target, setTarget] = useState('')
  const [note, setNote] = useState('')
  const go = async () => {
    const give = isReassign ? deeds.reassign : deeds.transfer
    if (await run(() => give(id, { to: targetOf(target), note }), t('done.transferred'), id)) onDone()
  }
  return (
    <DeedDialog title={t(isReassign ? 'deeds.reassign' : 'transfer.title')} go={t('transfer.go')} isBusy={isBusy} isReady={target !== ''} onGo={() => void go()} onClose={onClose}>
      <NativeSelect data-autofocus label={t('transfer.to')} value={target} data={useTargets()} onChange={({ currentTarget }) => setTarget(currentTarget.value)} />
      <Textarea label={t('transfer.note')} autosize minRows={2} maxRows={6} maxLength={2000} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
    </DeedDialog>
  )
}

function targetOf(target: string): Transfer['to'] {
  const at = target.slice(target.indexOf(':') + 1)
  if (target.startsWith('agent:')) return { kind: 'agent', agentId: at }
  return target.startsWith('skill:') ? { kind: 'skill', skill: at } : { kind: 'queue', queueId: at }
}

function useTargets() {
  const { t } = useTranslation('console')
  const { me, desk } = useDesk()
  const skillName = useSkillName()
  const label = useLabel()
  const queues = (desk?.queues ?? []).map((one) => ({ value: `queue:${one.id}`, label: one.label ? label(one.label) : skillName(one.skill) }))
  const skills = [...new Set((desk?.queues ?? []).map(({ skill }) => skill))].map((skill) => ({ value: `skill:${skill}`, label: skillName(skill) }))
  const agents = (desk?.agents ?? [])
    .filter((agent) => agent.id !== me.id && agent.isOnline && !agent.isAway)
    .map(({ id, name, load, capacity }) => ({ value: `agent:${id}`, label: t('transfer.loadOf', { name, load, capacity }) }))
  return [
    { value: '', label: t('transfer.choose'), disabled: true },
    { group: t('deeds.skills'), items: skills },
    { group: t('transfer.queues'), items: queues },
    ...(agents.length > 0 ? [{ group: t('transfer.agents'), items: agents }] : []),
  ]
}
