import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk-provider.tsx'
import { staying } from './steps.ts'
import { useFailureText } from './use-failure-text.ts'

/** Does a deed once at a time: says how it ended and shows what it changed. `run` answers whether it was done and who asked is still there, such as the dialog that would close now; `runAndGo` then goes where it leads, unless the agent has gone elsewhere meanwhile. */
export function useDeed() {
  const queries = useQueryClient()
  const { lookAgain } = useDesk()
  const textOf = useFailureText()
  const { t } = useTranslation('ui')
  const [isBusy, setBusy] = useState(false)
  const closeButtonProps = { 'aria-label': t('close') }
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => { isThere.current = false }
  }, [])
  const attempt = async (deed: () => Promise<unknown>, done: string | null, conversationId?: string): Promise<boolean> => {
    if (isBusy) return false
    setBusy(true)
    try {
      await deed()
      if (done) notifications.show({ message: done, color: 'petrol', closeButtonProps })
      return true
    } catch (error) {
      notifications.show({ message: textOf(error), color: 'red', autoClose: 9000, closeButtonProps })
      return false
    } finally {
      // Also after a refusal: it says that what we show is not how things are.
      if (conversationId) void queries.invalidateQueries({ queryKey: ['conversation', conversationId] })
      await lookAgain()
      setBusy(false)
    }
  }
  const run = async (...asked: Parameters<typeof attempt>): Promise<boolean> => (await attempt(...asked)) && isThere.current
  const runAndGo = async (deed: () => Promise<unknown>, conversationId: string, go: () => void): Promise<void> => {
    const hasStayed = staying()
    if ((await attempt(deed, null, conversationId)) && hasStayed()) go()
  }
  return { run, runAndGo, isBusy }
}
