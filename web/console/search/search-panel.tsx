import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { SearchFields } from './search-fields.tsx'
import { emptyForm, isEmptyForm } from './search-form.ts'
import type { SearchForm } from './search-form.ts'
import styles from './search-panel.module.css'
import { SearchResults } from './search-results.tsx'
import { useSearch } from './use-search.ts'

interface Props {
  /** What was asked last: it outlives the panel, so that one comes back to it. */
  asked: SearchForm
  onAsk(form: SearchForm): void
  openId: string | null
  onOpen(id: string): void
  onClose(): void
}

/** Finds conversations again: by what was said, by order, shopper, tag, state and date. */
export function SearchPanel({ asked, onAsk, openId, onOpen, onClose }: Props) {
  const { t } = useTranslation('console')
  const [form, setForm] = useState(asked)
  const { words, ...others } = asked
  const [isMore, setMore] = useState(() => !isEmptyForm({ words: '', ...others }))
  const found = useSearch(asked)
  useEffect(() => giveFocusBack, [])
  const ask = () => {
    if (JSON.stringify(form) === JSON.stringify(asked)) void found.refetch()
    else onAsk(form)
  }
  const clear = () => {
    setForm(emptyForm)
    onAsk(emptyForm)
  }
  return (
    <nav className={styles.panel} data-search aria-label={t('search.label')}>
      <form className={styles.form} role="search" onSubmit={(event) => { event.preventDefault(); ask() }}>
        <div className={styles.top}>
          <ActionIcon variant="subtle" color="gray" c="inherit" size={34} aria-label={t('search.close')} title={t('search.close')} onClick={onClose}><Icon name="back" /></ActionIcon>
          <TextInput className={styles.words!} size="sm" autoFocus aria-label={t('search.words')} placeholder={t('search.words')} value={form.words} maxLength={200} onChange={({ currentTarget }) => setForm({ ...form, words: currentTarget.value })} />
          <Button type="submit" size="sm" px={12} loading={found.isFetching && !found.isFetchingNextPage} disabled={isEmptyForm(form)}>{t('search.go')}</Button>
        </div>
        <div className={styles.top}>
          <Button size="compact-xs" variant="subtle" aria-expanded={isMore} onClick={() => setMore(!isMore)}>{t(isMore ? 'search.less' : 'search.more')}</Button>
          {!isEmptyForm(form) && <Button size="compact-xs" variant="subtle" color="gray" c="dimmed" onClick={clear}>{t('lines.clear')}</Button>}
        </div>
        {isMore && <SearchFields form={form} onChange={setForm} />}
      </form>
      <SearchResults found={found} isAsked={!isEmptyForm(asked)} words={words} openId={openId} onOpen={onOpen} />
    </nav>
  )
}

// To the button that opens the search, once the lists are there again; where they are not (a telephone shows the conversation), nothing happens.
function giveFocusBack(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-opens-search]')?.focus())
}
