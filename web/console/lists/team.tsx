import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/empty.tsx'
import type { Desk } from '../desk-state.ts'
import { Entries } from './entries.tsx'
import { FilterBar } from './filter-bar.tsx'
import { filtered, noFilters } from './filters.ts'
import styles from './lists.module.css'
import { NothingFits } from './nothing-fits.tsx'
import { useFilters } from './use-filters.ts'

const names = ['agentId', 'language', 'reason', 'priority', 'tag'] as const

/** For leads: every conversation that somebody has in hand; who waits for an answer longest stands first. */
export function Team({ desk, openId, onOpen }: { desk: Desk; openId: string | null; onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  const [filters, setFilters] = useFilters()
  const all = desk.entries.filter(({ status }) => status === 'accepted').toSorted((a, b) => (a.unansweredSince ?? Infinity) - (b.unansweredSince ?? Infinity) || (b.acceptedAt ?? 0) - (a.acceptedAt ?? 0))
  const entries = filtered(all, filters)
  return (
    <>
      <FilterBar entries={all} filters={filters} names={names} countOf={null} onChange={setFilters} />
      <div className={styles.scroll}>
        {entries.length > 0 && <Entries entries={entries} openId={openId} onOpen={onOpen} />}
        {all.length === 0 && <Empty icon="chat" title={t('lines.noneTeam')} what={t('lines.noneTeamWhat')} />}
        {entries.length === 0 && all.length > 0 && <NothingFits others={all.length} onClear={() => setFilters(noFilters)} />}
      </div>
    </>
  )
}
