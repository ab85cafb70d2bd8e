import { useQuery } from '@tanstack/react-query'
import type { Mention, PromiseLine } from '../../../handoff/contract.ts'
import { isOnDuty, useDesk } from '../desk-provider.tsx'
import { readMentions, readPromises } from './lists-api.ts'

/** Notes in which this agent is named and that they have not seen; another tab may have seen some meanwhile. */
export function useMentions(): Mention[] {
  const { me } = useDesk()
  const { data } = useQuery({ queryKey: ['mentions'], queryFn: ({ signal }) => readMentions(signal), enabled: isOnDuty(me), refetchOnWindowFocus: true, staleTime: 5_000 })
  return (data?.mentions ?? []).filter(({ seenAt }) => seenAt === null)
}

/** What this agent promised and has not ended, the next due first. */
export function usePromises(): PromiseLine[] {
  const { me } = useDesk()
  const { data } = useQuery({ queryKey: ['promises'], queryFn: ({ signal }) => readPromises(signal), enabled: isOnDuty(me), refetchOnWindowFocus: true, staleTime: 5_000 })
  return data?.promises ?? []
}
