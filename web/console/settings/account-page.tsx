import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readSessions } from './settings-api.ts'
import { Part, SettingsPage } from './page.tsx'
import styles from './settings.module.css'
import { useSave, useSetting } from './use-settings.ts'

/** One's own password, and where one is signed in. */
export function AccountPage() {
  const { t, i18n } = useTranslation('console')
  const data = useSetting('sessions', readSessions)
  const { save, isBusy } = useSave('sessions')
  const [current, setCurrent] = useState('')
  const [fresh, setFresh] = useState('')
  const change = async () => {
    if (await save((deeds) => deeds.changePassword({ current, fresh }))) {
      setCurrent('')
      setFresh('')
    }
  }
  const time = (at: number) => new Date(at).toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <SettingsPage title={t('settings.account.title')} what={t('settings.account.what')} data={data}>
      {({ sessions }) => (
        <>
          <Part title={t('settings.account.password')} deeds={<Button loading={isBusy} disabled={!current || fresh.length < 10} onClick={() => void change()}>{t('settings.save')}</Button>}>
            <PasswordInput autoComplete="current-password" label={t('settings.account.current')} value={current} onChange={({ currentTarget }) => setCurrent(currentTarget.value)} />
            <PasswordInput autoComplete="new-password" label={t('settings.account.fresh')} description={t('settings.account.rule')} value={fresh} onChange={({ currentTarget }) => setFresh(currentTarget.value)} />
          </Part>
          <Part title={t('settings.account.sessions')} deeds={<Button variant="default" disabled={isBusy || sessions.length < 2} onClick={() => void save((deeds) => deeds.endOtherSessions())}>{t('settings.account.endAll')}</Button>}>
            <div className={styles.scroll}>
              <table className={styles.table}>
                <thead><tr><th>{t('settings.account.device')}</th><th>{t('settings.account.since')}</th><th>{t('settings.account.until')}</th><th aria-label={t('settings.account.end')} /></tr></thead>
                <tbody>
                  {sessions.map((one) => (
                    <tr key={one.id}>
                      <td>{one.device} {one.isThis && <span className={styles.tag} data-tone="good">{t('settings.account.this')}</span>}</td>
                      <td>{time(one.createdAt)}</td>
                      <td>{time(one.expiresAt)}</td>
                      <td>{!one.isThis && <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => void save((deeds) => deeds.endSession(one.id))}>{t('settings.account.end')}</Button>}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Part>
        </>
      )}
    </SettingsPage>
  )
}
