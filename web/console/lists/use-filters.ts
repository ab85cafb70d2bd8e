import { useState } from 'react'
import { useDesk } from '../desk-provider.tsx'
import { keepFilters, keptFilters } from './filters.ts'
import type { Filters } from './filters.ts'

/** What this agent chose to see, kept in this browser. */
export function useFilters(): [Filters, (filters: Filters) => void] {
  const { me } = useDesk()
  const [filters, setFilters] = useState(() => keptFilters(me.id))
  return [filters, (next) => {
    keepFilters(me.id, next)
    setFilters(next)
  }]
}
