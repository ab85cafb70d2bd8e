import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Board } from '../../../handoff/contract.ts'
import { now, useNow } from '../../ui/clock.ts'
import { useDesk } from '../desk-provider.tsx'
import { readBoard } from './board-api.ts'

const leastMs = 3_000

/** The board of today, by this browser's calendar; read again within seconds when the desk moves, and now and then in any case. */
export function useBoard() {
  const { desk } = useDesk()
  const since = midnightBefore(useNow())
  const board = useQuery<Board>({ queryKey: ['board', since], queryFn: ({ signal }) => readBoard(since, signal), refetchInterval: 15_000, staleTime: 0, placeholderData: (before: Board | undefined) => before })
  const { refetch } = board
  const readAt = useRef(0)
  useEffect(() => {
    // However often the desk moves, the board is read once in a while only.
    const timer = setTimeout(() => {
      readAt.current = now()
      void refetch()
    }, Math.max(0, readAt.current + leastMs - now()))
    return () => clearTimeout(timer)
  }, [desk, refetch])
  return board
}

function midnightBefore(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
