import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelTeam, ChannelTeams, TeamSettings } from '../../../handoff/contract.ts'
import { useDesk } from '../desk-provider.tsx'
import { Part, SettingsPage } from './page.tsx'
import { readChannelTeams, readTeamSettings } from './settings-api.ts'
import styles from './settings.module.css'
import { useSave, useSetting } from './use-settings.ts'

/** What the team's agents may do by themselves and, for admins, which team gets the shoppers of which account. */
export function TeamPage() {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const isAdmin = me.role === 'admin'
  const data = useSetting('team', async (signal) => ({ team: await readTeamSettings(signal), accounts: isAdmin ? await readChannelTeams(signal) : null }))
  return (
    <SettingsPage title={t('settings.team.title')} what={t('settings.team.what')} data={data}>
      {({ team, accounts }) => (
        <>
          <RefundPart key={`${team.refundLimit}${team.isShipped}`} team={team} />
          {accounts && <AccountsPart key={accounts.channelTeams.length} accounts={accounts} />}
        </>
      )}
    </SettingsPage>
  )
}

function RefundPart({ team }: { team: TeamSettings }) {
  const { t } = useTranslation('console')
  const { save, isBusy, fields } = useSave('team')
  const [limit, setLimit] = useState(team.refundLimit)
  return (
    <Part
      title={<>{t('settings.team.refundTitle')} {team.isShipped && <span className={styles.tag}>{t('settings.team.shipped')}</span>}</>}
      deeds={
        <>
          {!team.isShipped && <Button variant="default" disabled={isBusy} onClick={() => void save((deeds) => deeds.setTeam({ refundLimit: null }))}>{t('settings.team.reset')}</Button>}
          <Button loading={isBusy} disabled={limit === team.refundLimit} onClick={() => void save((deeds) => deeds.setTeam({ refundLimit: limit }))}>{t('settings.save')}</Button>
        </>
      }
    >
      <NumberInput label={t('settings.team.refundLimit')} description={t('settings.team.refundWhat')} error={fields['refundLimit']} min={0} max={10_000_000} decimalScale={2} value={limit / 100} onChange={(value) => { if (typeof value === 'number') setLimit(Math.round(value * 100)) }} />
    </Part>
  )
}

function AccountsPart({ accounts: { channelTeams, teams, home } }: { accounts: ChannelTeams }) {
  const { t } = useTranslation('console')
  const { save, isBusy, fields } = useSave('team')
  const [draft, setDraft] = useState<ChannelTeam>({ channel: '', channelAccount: '', team: teams[0]?.id ?? '' })
  const nameOf = (id: string) => teams.find((one) => one.id === id)?.name ?? id
  return (
    <Part
      title={t('settings.team.accountsTitle')}
      deeds={<Button loading={isBusy} disabled={draft.channel.trim() === '' || draft.channelAccount.trim() === ''} onClick={() => void save((deeds) => deeds.setChannelTeam(draft))}>{t('settings.team.add')}</Button>}
    >
      <p className={styles.what}>{t('settings.team.accountsWhat', { home: nameOf(home) })}</p>
      {channelTeams.map((one) => (
        <div key={`${one.channel} ${one.channelAccount}`} className={styles.row}>
          <span>{one.channel} · {one.channelAccount} → {nameOf(one.team)}</span>
          <Button size="compact-xs" variant="default" disabled={isBusy} aria-label={`${one.channel} ${one.channelAccount}: ${t('settings.remove')}`} onClick={() => void save((deeds) => deeds.setChannelTeam({ ...one, team: null }))}>{t('settings.remove')}</Button>
        </div>
      ))}
      <TextInput label={t('settings.team.channel')} error={fields['channel']} maxLength={60} value={draft.channel} onChange={({ currentTarget }) => setDraft({ ...draft, channel: currentTarget.value })} />
      <TextInput label={t('settings.team.account')} error={fields['channelAccount']} maxLength={200} value={draft.channelAccount} onChange={({ currentTarget }) => setDraft({ ...draft, channelAccount: currentTarget.value })} />
      <NativeSelect label={t('settings.team.of')} value={draft.team} data={teams.map(({ id, name }) => ({ value: id, label: name }))} onChange={({ currentTarget }) => setDraft({ ...draft, team: currentTarget.value })} />
    </Part>
  )
}
