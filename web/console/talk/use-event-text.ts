import { useTranslation } from 'react-i18next'
import type { DeskMessage } from '../../../handoff/contract.ts'
import { consoleEn } from '../text/en.ts'

type Event = keyof typeof consoleEn.event

/** A mark of the transcript in words; one that this page does not know is shown by its name. */
export function useEventText(): (message: DeskMessage) => string {
  const { t } = useTranslation('console')
  return ({ text, agent, data }) => {
    const said = (data as { agent?: unknown } | undefined)?.agent
    const named = typeof said === 'string' ? said : agent?.name
    return text in consoleEn.event ? t(`event.${text as Event}`, { agent: named ?? t('speaker.agent') }) : text
  }
}
