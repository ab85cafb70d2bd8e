import { useInfiniteQuery } from '@tanstack/react-query'
import { useNow } from '../../ui/clock.ts'
import { readBreaches } from './board-api.ts'

/** How far back the list of late answers goes. */
export const breachPeriods = ['today', 'week', 'month'] as const
export type BreachPeriod = (typeof breachPeriods)[number]

const days: Record<BreachPeriod, number> = { today: 0, week: 6, month: 29 }

/** Late answers of a queue ('': of all) in a period of this browser's calendar, page by page; read again now and then. */
export function useBreaches(queueId: string, period: BreachPeriod) {
  const midnight = new Date(useNow()).setHours(0, 0, 0, 0)
  const from = new Date(midnight).setDate(new Date(midnight).getDate() - days[period])
  return useInfiniteQuery({
    queryKey: ['breaches', queueId, from],
    queryFn: ({ pageParam, signal }) => readBreaches({ queueId, from, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: 15_000,
    staleTime: 0,
  })
}
