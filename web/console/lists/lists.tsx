import { Button, Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { isOnDuty, leadsDesk, useDesk } from '../desk-provider.tsx'
import { groupsOf, waitingCount, waitingOf } from '../desk-state.ts'
import type { Desk } from '../desk-state.ts'
import { useDeed } from '../use-deed.ts'
import { LeftMessages } from './left-messages.tsx'
import styles from './lists.module.css'
import { Mine } from './mine.tsx'
import { Team } from './team.tsx'
import { useMentions } from './use-own-lists.ts'
import { Waiting } from './waiting.tsx'

export type Shown = 'waiting' | 'mine' | 'team' | 'left'

interface Props {
  openId: string | null
  /** What the agent chose to see; null: mine if there are any, else who waits. */
  chosen: Shown | null
  onChoose(shown: Shown | null): void
  onOpen(id: string): void
  onSearch(): void
}

/** The left column: who waits, what is mine, what colleagues do (for leads), what was left while nobody was there. */
export function Lists({ openId, chosen, onChoose, onOpen, onSearch }: Props) {
  const { t } = useTranslation('console')
  const { me, desk } = useDesk()
  const counts = useCounts(desk)
  const tabs = leadsDesk(me) ? (['waiting', 'mine', 'team', 'left'] as const) : (['waiting', 'mine', 'left'] as const)
  const shown = chosen !== null && (tabs as readonly Shown[]).includes(chosen) ? chosen : desk && groupsOf(desk, me.id).inHand.length > 0 ? 'mine' : 'waiting'
  const next = desk && waitingOf(desk).find(({ offer }) => !offer || offer.agentId === me.id)
  const list = { openId, onOpen }
  return (
    <nav className={styles.lists} aria-label={t('lists.label')}>
      <button type="button" className={styles.search} data-opens-search onClick={onSearch}><Icon name="search" size={15} /> <span>{t('lines.search')}</span> <kbd aria-hidden="true">/</kbd></button>
      <div className={styles.tabs} role="group" aria-label={t('lists.label')} data-many={tabs.length > 3}>
        {tabs.map((name) => (
          <button key={name} type="button" aria-pressed={shown === name} onClick={() => onChoose(name)}>{t(name === 'team' ? 'lines.team' : `lists.${name}`)} <span>{counts[name]}</span></button>
        ))}
      </div>
      <p className="visually-hidden" role="status">{t('bar.waitingNow', { count: desk ? waitingCount(desk).count : 0 })}</p>
      {!desk && <div className={styles.scroll}>{Array.from({ length: 4 }, (_, place) => <Skeleton key={place} height={84} m={10} w="auto" />)}</div>}
      {desk && shown === 'waiting' && <Waiting desk={desk} {...list} />}
      {desk && shown === 'team' && <Team desk={desk} {...list} />}
      {desk && shown === 'mine' && <div className={styles.scroll}><Mine desk={desk} {...list} /></div>}
      {desk && shown === 'left' && <div className={styles.scroll}><LeftMessages messages={desk.leftMessages} onOpen={onOpen} /></div>}
      {shown === 'waiting' && next && isOnDuty(me) && <TakeNext id={next.conversationId} onTaken={(id) => { onChoose('mine'); onOpen(id) }} />}
    </nav>
  )
}

function useCounts(desk: Desk | null): Record<Shown, string> {
  const { me } = useDesk()
  const mentions = useMentions().length
  if (!desk) return { waiting: '0', mine: '0', team: '0', left: '0' }
  const { count, isMore } = waitingCount(desk)
  const { inHand, asked, wrapUp, snoozed } = groupsOf(desk, me.id)
  const mine = inHand.length + asked.length + wrapUp.length + snoozed.length + mentions
  return { waiting: `${count}${isMore ? '+' : ''}`, mine: String(mine), team: String(desk.entries.filter(({ status }) => status === 'accepted').length), left: String(desk.leftMessages.length) }
}

function TakeNext({ id, onTaken }: { id: string; onTaken(id: string): void }) {
  const { t } = useTranslation('console')
  const { deeds } = useDesk()
  const { runAndGo, isBusy } = useDeed()
  const take = () => void runAndGo(() => deeds.claim(id), id, () => onTaken(id))
  return <div className={styles.next}><Button fullWidth loading={isBusy} onClick={take}>{t('lists.takeNext')}</Button></div>
}
