import { useMemo } from 'react'
import { isOnDuty, useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import { cardDeedsOf } from './card-api.ts'

/** Deeds on the card: what they change is read again. `isAllowed` is false for those who only look. */
export function useCardDeed(conversationId: string) {
  const { me } = useDesk()
  const { run, isBusy } = useDeed()
  const deeds = useMemo(() => cardDeedsOf(me.csrf), [me.csrf])
  return { deeds, isBusy, isAllowed: isOnDuty(me), run: (deed: () => Promise<unknown>, done: string | null = null) => run(deed, done, conversationId) }
}
