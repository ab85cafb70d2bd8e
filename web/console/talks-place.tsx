import { Drawer, Loader } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useState } from 'react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { ContextCard } from './card/context-card.tsx'
import styles from './desk-page.module.css'
import { Lists } from './lists/lists.tsx'
import type { Shown } from './lists/lists.tsx'
import type { SearchForm } from './search/search-form.ts'
import { Talk } from './talk/talk.tsx'
import type { TalkHandle } from './talk/talk.tsx'

const SearchPanel = lazy(async () => ({ default: (await import('./search/search-panel.tsx')).SearchPanel }))

interface Props {
  talk: Ref<TalkHandle>
  openId: string | null
  onOpen(id: string | null): void
  list: Shown | null
  onList(list: Shown | null): void
  /** What was asked outlives the panel: one comes back to it. */
  search: { isOpen: boolean; asked: SearchForm }
  onSearch(search: { isOpen: boolean; asked: SearchForm }): void
}

/** Lists or search, conversation, context. Below 1180 px the context comes as a drawer, below 760 px the lists and the conversation take turns. */
export function TalksPlace({ talk, openId, onOpen, list, onList, search, onSearch }: Props) {
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const [isCardOpen, setCardOpen] = useState(false)
  const isWide = useMediaQuery('(min-width: 1180px)', true, { getInitialValueInEffect: false })
  const isNarrow = useMediaQuery('(max-width: 759px)', false, { getInitialValueInEffect: false })
  const left = search.isOpen
    ? <Suspense fallback={<Loader m="auto" aria-label={t('search.label')} />}><SearchPanel asked={search.asked} onAsk={(asked) => onSearch({ isOpen: true, asked })} openId={openId} onOpen={onOpen} onClose={() => onSearch({ ...search, isOpen: false })} /></Suspense>
    : <Lists openId={openId} chosen={list} onChoose={onList} onOpen={onOpen} onSearch={() => onSearch({ ...search, isOpen: true })} />
  return (
    <>
      <main className={styles.columns} data-open={openId !== null}>
        {(!isNarrow || !openId) && left}
        {(!isNarrow || openId) && <Talk ref={talk} id={openId} onBack={isNarrow ? () => onOpen(null) : null} onShowCard={isWide ? null : () => setCardOpen(true)} onOpen={onOpen} onTaken={() => onList('mine')} />}
        {isWide && openId && <aside className={styles.card} aria-label={t('card.label')}><ContextCard key={openId} id={openId} onOpen={onOpen} /></aside>}
      </main>
      {!isWide && (
        <Drawer opened={isCardOpen && openId !== null} onClose={() => setCardOpen(false)} position="right" size={400} title={t('card.label')} padding={0} closeButtonProps={{ 'aria-label': tUi('close') }} classNames={{ header: styles.drawerHeader! }}>
          {openId && <ContextCard key={openId} id={openId} onOpen={(id) => { setCardOpen(false); onOpen(id) }} />}
        </Drawer>
      )}
    </>
  )
}
