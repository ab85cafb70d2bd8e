import { useTranslation } from 'react-i18next'
import { consoleEn } from '../text/en.ts'

type Channel = keyof typeof consoleEn.channel

/** A channel's name in words; one that this page does not know keeps its own. */
export function useChannelName(): (channel: string) => string {
  const { t } = useTranslation('console')
  return (channel) => (channel in consoleEn.channel ? t(`channel.${channel as Channel}`) : channel)
}
