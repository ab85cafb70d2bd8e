import { Loader } from '@mantine/core'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '../ui/clock.ts'
import { AwayBanner } from './alerts/away-banner.tsx'
import { OfferBanner } from './alerts/offer-banner.tsx'
import type { OfferHandle } from './alerts/offer-banner.tsx'
import { useAlerts } from './alerts/use-alerts.ts'
import { leadsDesk, useDesk } from './desk-provider.tsx'
import styles from './desk-page.module.css'
import { mineOf, offersTo, waitingCount } from './desk-state.ts'
import type { Desk } from './desk-state.ts'
import type { Shown } from './lists/lists.tsx'
import { emptyForm } from './search/search-form.ts'
import type { SearchForm } from './search/search-form.ts'
import { useShortcuts } from './shortcuts.ts'
import { step } from './steps.ts'
import type { TalkHandle } from './talk/talk.tsx'
import { TalksPlace } from './talks-place.tsx'
import { TopBar } from './top-bar.tsx'
import { usePlace } from './use-place.ts'

// Not needed by most, and not for the first sight.
const Settings = lazy(async () => ({ default: (await import('./settings/settings.tsx')).Settings }))
const Board = lazy(async () => ({ default: (await import('./board/board.tsx')).Board }))
const HelpDialog = lazy(async () => ({ default: (await import('./help-dialog.tsx')).HelpDialog }))

const listOrder: readonly Shown[] = ['waiting', 'mine', 'team', 'left']

/** The desk: the top bar, what is offered to this agent, and the place one is at. */
export function DeskPage({ onSignedOut }: { onSignedOut(): void }) {
  const { t } = useTranslation('console')
  const { me, desk } = useDesk()
  const [place, go] = usePlace()
  const open = useOpen(go)
  const { said, sounder } = useAlerts(open)
  const [list, setList] = useState<Shown | null>(null)
  const showList = (next: Shown | null) => {
    step()
    setList(next)
  }
  const [search, setSearch] = useState<{ isOpen: boolean; asked: SearchForm }>({ isOpen: false, asked: emptyForm })
  const help = useHelp()
  const talk = useRef<TalkHandle>(null)
  const offer = useRef<OfferHandle>(null)
  useTitle(desk, me.id)
  useShortcuts({
    next: () => moveFocus(1),
    previous: () => moveFocus(-1),
    take: () => talk.current?.take(),
    reply: () => talk.current?.write('reply'),
    note: () => talk.current?.write('note'),
    help: help.open,
    search: () => { if (place.kind !== 'talks') go({ kind: 'talks', id: null }); setSearch((before) => ({ ...before, isOpen: true })); focusSearch() },
    accept: () => offer.current?.accept(),
    decline: () => offer.current?.decline(),
    list: (at) => { const one = listOrder.filter((name) => name !== 'team' || leadsDesk(me))[at - 1]; if (one) showList(one); setSearch((before) => ({ ...before, isOpen: false })) },
    leave: () => leave(() => setSearch((before) => ({ ...before, isOpen: false }))),
  })
  const shown = place.kind === 'board' && !leadsDesk(me) ? 'talks' : place.kind
  return (
    <div className={styles.page}>
      <TopBar place={place} sounder={sounder} onGo={go} onHelp={help.open} onSignedOut={onSignedOut} />
      <p className="visually-hidden" role="alert">{said}</p>
      <AwayBanner />
      <OfferBanner ref={offer} onTaken={(id) => { showList('mine'); open(id) }} />
      {shown === 'talks' && <TalksPlace talk={talk} openId={place.kind === 'talks' ? place.id : null} onOpen={open} list={list} onList={showList} search={search} onSearch={setSearch} />}
      {shown === 'board' && <Suspense fallback={<Loader m="auto" aria-label={t('bar.board')} />}><Board onOpen={open} /></Suspense>}
      {place.kind === 'settings' && <Suspense fallback={<Loader m="auto" aria-label={t('bar.settings')} />}><Settings page={place.page} onOpen={(page) => go({ kind: 'settings', page })} /></Suspense>}
      {help.isOpen && <Suspense><HelpDialog isOpen onClose={help.close} /></Suspense>}
    </div>
  )
}

// A dialog that is read when it is first asked for does not know where the focus was.
function useHelp(): { isOpen: boolean; open(): void; close(): void } {
  const [isOpen, setOpen] = useState(false)
  const before = useRef<Element | null>(null)
  const open = () => {
    before.current = document.activeElement
    setOpen(true)
  }
  const close = () => {
    setOpen(false)
    if (before.current instanceof HTMLElement) before.current.focus()
  }
  return { isOpen, open, close }
}

// The same function all the time: alerts that were shown keep it.
function useOpen(go: ReturnType<typeof usePlace>[1]): (id: string | null) => void {
  const current = useRef(go)
  useEffect(() => {
    current.current = go
  })
  return useCallback((id: string | null) => current.current({ kind: 'talks', id }), [])
}

/** How many wait, and how many of this agent's shoppers have written something that was not seen; a bell while an offer stands. */
function useTitle(desk: Desk | null, agentId: string): void {
  const { t } = useTranslation('console')
  const count = desk ? waitingCount(desk).count + mineOf(desk, agentId).filter(({ unread }) => (unread ?? 0) > 0).length : 0
  const isOffered = desk !== null && offersTo(desk, agentId, now()).length > 0
  useEffect(() => {
    document.title = `${isOffered ? '🔔 ' : ''}${count > 0 ? t('titleWaiting', { count }) : t('title')}`
  }, [count, isOffered, t])
}

// The field may not be there yet: the panel is read when it is first asked for, and then takes the focus itself.
function focusSearch(): void {
  document.querySelector<HTMLInputElement>('[role="search"] input')?.focus()
}

// Out of the search, or out of a field. A button keeps the focus: it may just have got it back from a dialog that this key closed.
function leave(closeSearch: () => void): void {
  const at = document.activeElement
  if (at?.closest('[data-search]')) closeSearch()
  else if (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement) at.blur()
}

// The focus itself walks through the list: Enter then opens by the browser's own rule.
function moveFocus(step: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>('[data-line]')]
  const from = lines.findIndex((line) => line === document.activeElement)
  const open = lines.findIndex((line) => line.getAttribute('aria-current') === 'true')
  const at = from >= 0 ? from : open
  const next = lines[at < 0 ? 0 : Math.min(Math.max(at + step, 0), lines.length - 1)]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
