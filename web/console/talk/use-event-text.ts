import { useTranslation } from 'react-i18next'
import type { DeskMessage } from '../../../handoff/contract.ts'
import { consoleEn } from '../text/en.ts'

type Event = keyof typeof consoleEn.event

/** A mark of the transcript in words; one that this page does not know is shown by its name. */
export function useEventText(): (message: DeskMessage) => string {
  const { t } = useTranslation('console')
  return ({ text, agent, data }) => {
    const named = typeof data['agent'] === 'string' ? data['agent'] : agent?.name
    // Event names have dots, which i18next would take for levels.
    return text in consoleEn.event ? t(`event.${text as Event}`, { agent: named ?? t('speaker.agent') }) : text
  }
}
