import { useMemo } from 'react'
import { useDesk } from '../desk-provider.tsx'
import { talkDeedsOf } from './talk-api.ts'
import type { TalkDeeds } from './talk-api.ts'

/** The deeds of the open conversation. */
export function useTalkDeeds(): TalkDeeds {
  const { me } = useDesk()
  return useMemo(() => talkDeedsOf(me.csrf), [me.csrf])
}
