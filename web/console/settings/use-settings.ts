import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldsOf } from '../../ui/request.ts'
import { useDesk } from '../desk-provider.tsx'
import { useFailureText } from '../use-failure-text.ts'
import { settingsOf } from './settings-api.ts'

/** A part of the settings as the server has it, read when its page is opened. */
export function useSetting<T>(name: string, readIt: (signal?: AbortSignal) => Promise<T>) {
  return useQuery({ queryKey: ['settings', name], queryFn: ({ signal }) => readIt(signal), staleTime: 0 })
}

/** Saves a part of the settings: says when it is saved, and by field what the server would not take. */
export function useSave(name: string) {
  const queries = useQueryClient()
  const textOf = useFailureText()
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const { me } = useDesk()
  const deeds = useMemo(() => settingsOf(me.csrf), [me.csrf])
  const [isBusy, setBusy] = useState(false)
  const [fields, setFields] = useState<Record<string, string>>({})
  const closeButtonProps = { 'aria-label': tUi('close') }
  const save = async <T>(deed: (deeds: ReturnType<typeof settingsOf>) => Promise<T>): Promise<T | null> => {
    setBusy(true)
    try {
      const answer = await deed(deeds)
      setFields({})
      notifications.show({ message: t('settings.saved'), color: 'petrol', closeButtonProps })
      return answer
    } catch (error) {
      const found = fieldsOf(error)
      setFields(found)
      const first = Object.entries(found)[0]
      notifications.show({ message: first ? `${textOf(error)} ${first[0]}: ${first[1]}` : textOf(error), color: 'red', autoClose: 9000, closeButtonProps })
      return null
    } finally {
      // Also after a refusal: what we show may not be how things are.
      void queries.invalidateQueries({ queryKey: ['settings', name] })
      setBusy(false)
    }
  }
  return { save, isBusy, fields }
}
