import { ActionIcon, Button, Popover, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { useDesk } from '../desk-provider.tsx'
import styles from './alert-menu.module.css'
import { useAlertSettings } from './alert-settings.ts'
import { askPermission, permission } from './notify.ts'
import type { Sounder } from './sounder.ts'

/** How to be alerted: how loud, and whether outside of this page. */
export function AlertMenu({ sounder }: { sounder: Sounder }) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const [settings, change] = useAlertSettings(me.id)
  const [isOpen, setOpen] = useState(false)
  const [allowed, setAllowed] = useState(permission)
  const label = t(settings.isMuted ? 'alerts.muted' : 'alerts.label')
  const switchNotifying = async (isWanted: boolean) => {
    const answer = isWanted && permission() === 'default' ? await askPermission() : permission()
    setAllowed(answer)
    change({ isNotifying: isWanted && answer === 'granted' })
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={280} trapFocus returnFocus withinPortal={false}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" c="inherit" size="lg" aria-label={label} title={label} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}><Icon name={settings.isMuted ? 'muted' : 'bell'} /></ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('alerts.label')}>
        <div className={styles.menu}>
          <Switch checked={!settings.isMuted} label={t('alerts.sound')} description={sounder.isReady() ? undefined : t('alerts.afterPress')} onChange={({ currentTarget }) => change({ isMuted: !currentTarget.checked })} />
          <label className={styles.volume}>
            <span>{t('alerts.volume')}</span>
            <input type="range" min={5} max={100} step={5} value={settings.volume} disabled={settings.isMuted} onChange={({ currentTarget }) => change({ volume: Number(currentTarget.value) })} />
          </label>
          <Button size="compact-sm" variant="default" disabled={settings.isMuted} onClick={() => sounder.tryOut(settings.volume)}>{t('alerts.tryOut')}</Button>
          <Switch checked={settings.isNotifying && allowed === 'granted'} disabled={allowed === 'denied' || allowed === 'none'} label={t('alerts.notify')} description={allowed === 'granted' ? t('alerts.notifyWhat') : t(`alerts.permission.${allowed}`)} onChange={({ currentTarget }) => void switchNotifying(currentTarget.checked)} />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
