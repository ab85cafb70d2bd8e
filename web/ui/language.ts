import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { keep, kept } from './kept.ts'
import { uiEn } from './text/en.ts'
import { uiZh } from './text/zh.ts'

export type PageLanguage = 'en' | 'zh'

const keptUnder = 'baton.language'
/** Of the `lang` attribute: the script is said too, so that the right glyphs are chosen. */
const tags: Record<PageLanguage, string> = { en: 'en', zh: 'zh-Hans' }

/** Starts a page's texts in the language chosen before, else the browser's, else English. */
export function openLanguage(namespace: 'shop' | 'console', texts: Record<PageLanguage, object>): void {
  const language = kept(keptUnder) === 'zh' || (kept(keptUnder) === null && navigator.language.toLowerCase().startsWith('zh')) ? 'zh' : 'en'
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: namespace,
    resources: { en: { ui: uiEn, [namespace]: texts.en }, zh: { ui: uiZh, [namespace]: texts.zh } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = tags[language]
}

/** Switches the page and remembers it. */
export function chooseLanguage(language: PageLanguage): void {
  keep(keptUnder, language)
  document.documentElement.lang = tags[language]
  void i18next.changeLanguage(language)
}

/** The locale of Web Chat's own buttons; traditional Chinese for browsers that prefer it. */
export function webChatLocale(language: string): string {
  if (language !== 'zh') return 'en-US'
  return navigator.languages.some((tag) => /^zh-(hant|tw|hk|mo)/i.test(tag)) ? 'zh-Hant' : 'zh-Hans'
}
