import { useTranslation } from 'react-i18next'
import { consoleEn } from '../text/en.ts'

type Word = keyof typeof consoleEn.shop

/** A state or choice of the shop in the agent's language; what this page does not know is shown as the shop wrote it. */
export function useShopWord(): (code: string) => string {
  const { t } = useTranslation('console')
  return (code) => (code in consoleEn.shop ? t(`shop.${code as Word}`) : code)
}
