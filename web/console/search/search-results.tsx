import { Button, Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../../handoff/contract.ts'
import { Empty } from '../../ui/empty.tsx'
import { useDesk } from '../desk-provider.tsx'
import { EntryLine } from '../lists/entry-line.tsx'
import lists from '../lists/lists.module.css'
import { useFailureText } from '../use-failure-text.ts'
import { markedParts } from './marked-parts.ts'
import styles from './search-panel.module.css'
import type { useSearch } from './use-search.ts'

interface Props {
  found: ReturnType<typeof useSearch>
  isAsked: boolean
  words: string
  openId: string | null
  onOpen(id: string): void
}

/** What was found, newest first, how far back it was looked, and the way to look further. */
export function SearchResults({ found, isAsked, words, openId, onOpen }: Props) {
  const { t, i18n } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const { desk } = useDesk()
  const textOf = useFailureText()
  if (!isAsked) return <div className={lists.scroll}><Empty icon="search" title={t('search.begin')} what={t('search.beginWhat')} /></div>
  if (found.isPending) return <div className={lists.scroll} aria-busy="true">{Array.from({ length: 4 }, (_, place) => <Skeleton key={place} height={84} m={10} w="auto" />)}</div>
  if (found.isError && !found.data) return <div className={lists.scroll}><Empty icon="inbox" title={tUi('failed')} what={textOf(found.error)}><Button onClick={() => void found.refetch()}>{tUi('retry')}</Button></Empty></div>
  const pages = found.data?.pages ?? []
  const hits = pages.flatMap((page) => page.hits)
  const until = pages.at(-1)?.searchedUntil ?? null
  // A line that is at the desk now is shown as it stands now.
  const fresh = (hit: SearchHit) => desk?.entries.find(({ handoffId }) => handoffId === hit.entry.handoffId) ?? hit.entry
  return (
    <div className={lists.scroll}>
      <p className={styles.count} role="status">{t(found.hasNextPage ? 'search.foundSoFar' : 'search.found', { count: hits.length })}</p>
      <ul className={lists.entries}>
        {hits.map((hit) => (
          <li key={hit.entry.handoffId}>
            <EntryLine
              entry={fresh(hit)} place={null} isOpen={hit.entry.conversationId === openId} onOpen={() => onOpen(hit.entry.conversationId)}
              preview={hit.found ? <Found text={hit.found.text} words={words} /> : undefined}
            />
            <p className={styles.date}>{new Date(hit.entry.requestedAt).toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })}</p>
          </li>
        ))}
      </ul>
      {hits.length === 0 && !found.hasNextPage && <Empty icon="search" title={t('search.none')} what={t('search.noneWhat')} />}
      {found.hasNextPage && (
        <div className={lists.more}>
          {until !== null && <span>{t('search.until', { date: new Date(until).toLocaleDateString(i18n.language, { dateStyle: 'medium' }) })}</span>}
          <Button size="xs" variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('search.further')}</Button>
          {found.isFetchNextPageError && <span role="alert">{textOf(found.error)}</span>}
        </div>
      )}
    </div>
  )
}

function Found({ text, words }: { text: string; words: string }) {
  return markedParts(text, words).map(({ text: part, isFound, at }) => (isFound ? <mark key={at} className={styles.found}>{part}</mark> : <span key={at}>{part}</span>))
}
