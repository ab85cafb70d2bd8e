import { Kbd, Modal, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './help-dialog.module.css'
import { areShortcutsOn, switchShortcuts } from './shortcuts.ts'

/** Every key of the desk, and the switch that turns single keys off. */
export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const [isOn, setOn] = useState(areShortcutsOn)
  const rows: [string[], string][] = [
    [['J', 'K'], t('help.move')], [['Enter'], t('help.open')], [['T'], t('help.take')], [['R'], t('help.reply')], [['N'], t('help.note')],
    [['/'], t('help.search')], [['1', '2', '3', '4'], t('help.lists')], [['A'], t('help.accept')], [['D'], t('help.decline')],
    [['Enter'], t('help.send')], [['Shift', 'Enter'], t('help.newLine')], [['Ctrl', 'Enter'], t('help.sendNote')], [['Esc'], t('help.leave')], [['?'], t('help.help')],
  ]
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('help.title')} centered closeButtonProps={{ 'aria-label': tUi('close') }}>
      <dl className={styles.keys}>
        {rows.map(([keys, what]) => (
          <div key={what}><dt>{keys.map((key) => <Kbd key={key}>{key}</Kbd>)}</dt><dd>{what}</dd></div>
        ))}
      </dl>
      <Switch checked={isOn} label={t('help.on')} onChange={({ currentTarget }) => { switchShortcuts(currentTarget.checked); setOn(currentTarget.checked) }} />
    </Modal>
  )
}
