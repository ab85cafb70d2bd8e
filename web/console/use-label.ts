import { useTranslation } from 'react-i18next'

/** Picks a label's words in the language of the page. */
export function useLabel(): (label: { en: string; zh: string }) => string {
  const { i18n } = useTranslation()
  return (label) => (i18n.language === 'zh' ? label.zh : label.en)
}
