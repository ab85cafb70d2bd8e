import { Button, Menu } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueEntry } from '../../../handoff/contract.ts'
import { Icon } from '../../ui/icon.tsx'
import { useDesk } from '../desk-provider.tsx'
import { TransferDialog } from '../talk/transfer-dialog.tsx'
import { useTalkDeeds } from '../talk/use-talk-deeds.ts'
import { useDeed } from '../use-deed.ts'

/** A conversation by its shopper's name, with what a lead can do about it from here: open, read along, take it, give it to somebody else. */
export function LeadMenu({ entry, onOpen }: { entry: QueueEntry; onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  const { me, deeds } = useDesk()
  const talkDeeds = useTalkDeeds()
  const { run, runAndGo, isBusy } = useDeed()
  const [isGiving, setGiving] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const endGiving = () => {
    setGiving(false)
    button.current?.focus()
  }
  const id = entry.conversationId
  const isLead = me.role === 'lead' || me.role === 'admin'
  const isMine = entry.status === 'accepted' && entry.agent?.id === me.id
  const isWatching = (entry.watchers ?? []).some((one) => one.id === me.id)
  const take = () => runAndGo(() => (entry.status === 'waiting' ? deeds.claim(id) : deeds.takeOver(id)), id, () => onOpen(id))
  const watch = () => runAndGo(() => talkDeeds.watch(id, { isShown: true }), id, () => onOpen(id))
  const isLate = entry.sla?.isBreached ?? false
  return (
    <>
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <Button ref={button} size="compact-xs" variant="default" loading={isBusy} color={isLate ? 'red' : undefined} rightSection={<Icon name="down" size={12} />}>{entry.shopper.name ?? t('line.guest')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onOpen(id)}>{t('board.open')}</Menu.Item>
          {isLead && !isMine && !isWatching && <Menu.Item onClick={() => void watch()}>{t('deeds.menu.watch')}</Menu.Item>}
          {isLead && isWatching && <Menu.Item onClick={() => void run(() => talkDeeds.unwatch(id), null, id)}>{t('deeds.menu.unwatch')}</Menu.Item>}
          {isLead && !isMine && <Menu.Item onClick={() => void take()}>{t(entry.status === 'waiting' ? 'talk.take' : 'talk.takeOver')}</Menu.Item>}
          {isLead && <Menu.Item onClick={() => setGiving(true)}>{t('deeds.menu.reassign')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {isGiving && <TransferDialog id={id} isReassign onClose={endGiving} onDone={endGiving} />}
    </>
  )
}
