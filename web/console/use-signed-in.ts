import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Me } from '../../handoff/contract.ts'
import { keep } from '../ui/kept.ts'
import { newKey } from '../ui/new-key.ts'
import { codeOf } from '../ui/request.ts'
import { readMe } from './desk-api.ts'

// The session is the browser's, not the tab's: whoever signs in tells the other tabs by this.
const keptUnder = 'baton.desk.session'
const queryKey = ['me']

/** Who is signed in in this browser (null: nobody), also when that changes in another tab. */
export function useSignedIn() {
  const queries = useQueryClient()
  const me = useQuery<Me | null>({ queryKey, queryFn: ({ signal }) => meOrNobody(signal), refetchOnWindowFocus: 'always' })
  const { refetch } = me
  useEffect(() => {
    const hear = ({ key }: StorageEvent) => { if (key === keptUnder) void refetch() }
    window.addEventListener('storage', hear)
    return () => window.removeEventListener('storage', hear)
  }, [refetch])
  return {
    me,
    enter: (who: Me) => {
      keep(keptUnder, newKey())
      queries.setQueryData(queryKey, who)
    },
    leave: () => queries.setQueryData(queryKey, null),
  }
}

async function meOrNobody(signal: AbortSignal): Promise<Me | null> {
  try {
    return await readMe(signal)
  } catch (error) {
    if (codeOf(error) === 'signed-out') return null
    throw error
  }
}
