import { ActionIcon, Menu, Switch, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../handoff/contract.ts'
import { ColourSwitch } from '../ui/colour-switch.tsx'
import { Face } from '../ui/face.tsx'
import { Icon } from '../ui/icon.tsx'
import { LanguageSwitch } from '../ui/language-switch.tsx'
import { AlertMenu } from './alerts/alert-menu.tsx'
import type { Sounder } from './alerts/sounder.ts'
import { isOnDuty, leadsDesk, useDesk } from './desk-provider.tsx'
import { loadOf } from './desk-state.ts'
import { LooksItems } from './looks-items.tsx'
import { Mark } from './mark.tsx'
import styles from './top-bar.module.css'
import { useDeed } from './use-deed.ts'
import { pathOf } from './use-place.ts'
import type { Place } from './use-place.ts'

interface Props {
  place: Place
  sounder: Sounder
  onGo(place: Place): void
  onHelp(): void
  onSignedOut(): void
}

/** Who you are, whether you take conversations, and how fresh what you see is. */
export function TopBar({ place, sounder, onGo, onHelp, onSignedOut }: Props) {
  const { t } = useTranslation('console')
  const { me, desk, link, deeds } = useDesk()
  const { run, isBusy } = useDeed()
  const hasNoRoom = useMediaQuery('(max-width: 1080px)', false, { getInitialValueInEffect: false })
  const own = desk?.agents.find(({ id }) => id === me.id)
  const isAway = own?.isAway ?? me.isAway
  return (
    <header className={styles.bar}>
      <h1 className={styles.mark}><Mark /><span>{t('title')}</span></h1>
      <Places place={place} onGo={onGo} />
      <span className={styles.link} data-link={link} role="status">{t(`bar.${link}`)}</span>
      <span className={styles.gap} />
      {isOnDuty(me) && (
        <>
          <span className={styles.load}>{t('bar.load', { load: desk ? loadOf(desk, me.id) : 0, capacity: me.capacity })}</span>
          <Switch size="md" classNames={{ labelWrapper: styles.availability! }} checked={!isAway} disabled={isBusy} label={isAway ? t('bar.away') : t('bar.available')} onChange={() => void run(() => deeds.presence({ isAway: !isAway }), null)} />
        </>
      )}
      <AlertMenu sounder={sounder} />
      <ActionIcon className={styles.help} variant="subtle" color="gray" c="inherit" size="lg" aria-label={t('bar.help')} title={`${t('bar.help')} (?)`} onClick={onHelp}><Icon name="keyboard" /></ActionIcon>
      {!hasNoRoom && <LanguageSwitch />}
      {!hasNoRoom && <ColourSwitch />}
      <Account hasLooks={hasNoRoom} onSignedOut={onSignedOut} />
    </header>
  )
}

function Places({ place, onGo }: Pick<Props, 'place' | 'onGo'>) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  return (
    <nav className={styles.places} aria-label={t('bar.nav')}>
      {placesFor(me.role).map((one) => (
        <a
          key={one.kind} href={pathOf(one)} aria-current={one.kind === place.kind ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey) return
            event.preventDefault()
            onGo(one)
          }}
        >{t(one.kind === 'talks' ? 'bar.conversations' : `bar.${one.kind}`)}</a>
      ))}
    </nav>
  )
}

/** `hasLooks`: with the switches of language and colours, for which the bar has no room. */
function Account({ hasLooks, onSignedOut }: { hasLooks: boolean; onSignedOut(): void }) {
  const { t } = useTranslation('console')
  const { me, deeds } = useDesk()
  const { run } = useDeed()
  const signOut = async () => {
    if (await run(deeds.signOut, null)) onSignedOut()
  }
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={styles.account!}><Face id={me.id} name={me.name} /><span className="visually-hidden">{t('bar.account', { name: me.name })}</span></UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name} · {t(`role.${me.role}`)}<br />{me.email}</Menu.Label>
        {hasLooks && <LooksItems />}
        <Menu.Item leftSection={<Icon name="out" />} onClick={() => void signOut()}>{t('bar.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function placesFor(role: Role): Place[] {
  const talks: Place[] = role === 'editor' || role === 'publisher' ? [] : [{ kind: 'talks', id: null }]
  const board: Place[] = leadsDesk({ role }) ? [{ kind: 'board' }] : []
  return [...talks, ...board, { kind: 'settings', page: null }]
}
