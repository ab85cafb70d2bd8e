import { Drawer, Loader } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ContextCard } from './card/context-card.tsx'
import { useDesk } from './desk-provider.tsx'
import styles from './desk-page.module.css'
import { waitingOf } from './desk-state.ts'
import { HelpDialog } from './help-dialog.tsx'
import { Lists } from './lists/lists.tsx'
import type { Shown } from './lists/lists.tsx'
import { useShortcuts } from './shortcuts.ts'
import { Talk } from './talk/talk.tsx'
import type { TalkHandle } from './talk/talk.tsx'
import { TopBar } from './top-bar.tsx'
import { usePlace } from './use-place.ts'

// Not needed by most, and not for the first sight.
const Settings = lazy(async () => ({ default: (await import('./settings/settings.tsx')).Settings }))

/** The desk: lists, conversation, context. Below 1180 px the context comes as a drawer, below 760 px the lists and the conversation take turns. */
export function DeskPage({ onSignedOut }: { onSignedOut(): void }) {
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const { desk } = useDesk()
  const [place, go] = usePlace()
  const openId = place.kind === 'talks' ? place.id : null
  const open = (id: string | null) => go({ kind: 'talks', id })
  const [shownList, showList] = useState<Shown | null>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [isCardOpen, setCardOpen] = useState(false)
  const isWide = useMediaQuery('(min-width: 1180px)', true, { getInitialValueInEffect: false })
  const isNarrow = useMediaQuery('(max-width: 759px)', false, { getInitialValueInEffect: false })
  const talk = useRef<TalkHandle>(null)
  const waiting = desk ? waitingOf(desk).length : 0
  useEffect(() => {
    document.title = waiting > 0 ? t('titleWaiting', { count: waiting }) : t('title')
  }, [waiting, t])
  useShortcuts({
    next: () => moveFocus(1),
    previous: () => moveFocus(-1),
    take: () => talk.current?.take(),
    reply: () => talk.current?.write('reply'),
    note: () => talk.current?.write('note'),
    help: () => setHelpOpen(true),
    leave: () => (document.activeElement as HTMLElement | null)?.blur(),
  })
  return (
    <div className={styles.page}>
      <TopBar place={place} onGo={go} onHelp={() => setHelpOpen(true)} onSignedOut={onSignedOut} />
      {place.kind === 'settings' && <Suspense fallback={<Loader m="auto" aria-label={t('bar.settings')} />}><Settings page={place.page} onOpen={(page) => go({ kind: 'settings', page })} /></Suspense>}
      {place.kind === 'talks' && <main className={styles.columns} data-open={openId !== null}>
        {(!isNarrow || !openId) && <Lists openId={openId} chosen={shownList} onChoose={showList} onOpen={open} />}
        {(!isNarrow || openId) && <Talk ref={talk} id={openId} onBack={isNarrow ? () => open(null) : null} onShowCard={isWide ? null : () => setCardOpen(true)} onOpen={open} onTaken={() => showList('mine')} />}
        {isWide && openId && <aside className={styles.card} aria-label={t('card.label')}><ContextCard key={openId} id={openId} onOpen={open} /></aside>}
      </main>}
      {!isWide && (
        <Drawer opened={isCardOpen && openId !== null} onClose={() => setCardOpen(false)} position="right" size={400} title={t('card.label')} padding={0} closeButtonProps={{ 'aria-label': tUi('close') }} classNames={{ header: styles.drawerHeader! }}>
          {openId && <ContextCard key={openId} id={openId} onOpen={(id) => { setCardOpen(false); open(id) }} />}
        </Drawer>
      )}
      <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  )
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
