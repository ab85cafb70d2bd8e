import { ActionIcon, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OpenConversation } from '../../../handoff/contract.ts'
import { Icon } from '../../ui/icon.tsx'
import { isOnDuty, useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import type { DialogName } from './talk-dialogs.tsx'
import { useTalkDeeds } from './use-talk-deeds.ts'

/** The rarer deeds, those that are possible now and for this role. */
export function MoreMenu({ conversation: { entry, state }, onDialog }: { conversation: OpenConversation; onDialog(dialog: DialogName): void }) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const deeds = useTalkDeeds()
  const { run, isBusy } = useDeed()
  const id = entry.conversationId
  const isMine = entry.status === 'accepted' && entry.agent?.id === me.id
  const isLead = me.role === 'lead' || me.role === 'admin'
  const isAsked = (entry.consulted ?? []).some((one) => one.id === me.id)
  const isWatching = (entry.watchers ?? []).some((one) => one.id === me.id)
  const dialog = (name: Exclude<DialogName, 'hand-back' | 'transfer' | 'finish-now'>, isThere: boolean) => ({ name, label: t(`deeds.menu.${name}`), isThere, go: () => onDialog(name) })
  const direct = (name: 'wake' | 'finish' | 'reopen' | 'watch' | 'unwatch', isThere: boolean) => ({
    name, label: t(`deeds.menu.${name}`), isThere, go: () => void run(() => (name === 'watch' ? deeds.watch(id, { isShown: true }) : deeds[name](id)), null, id),
  })
  const items = [
    dialog('answer-consult', isAsked),
    dialog('snooze', isMine && state === 'human'), direct('wake', isMine && state === 'snoozed'), direct('reopen', isMine && state === 'wrap-up'),
    dialog('consult', isMine), dialog('promise', isMine), direct('finish', isMine && state === 'human'),
    dialog('reassign', isLead && !isMine && (entry.status === 'waiting' || entry.status === 'accepted')), direct('watch', isLead && !isMine && !isWatching && entry.status !== 'completed'), direct('unwatch', isLead && isWatching),
    dialog('close', isOnDuty(me) && entry.status === 'waiting'),
  ].filter((one) => one.isThere)
  if (items.length === 0) return null
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target><ActionIcon variant="default" size={36} loading={isBusy} aria-label={t('deeds.menu.more')} title={t('deeds.menu.more')}><Icon name="list" size={16} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>{items.map((one) => <Menu.Item key={one.name} onClick={one.go}>{one.label}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  )
}
