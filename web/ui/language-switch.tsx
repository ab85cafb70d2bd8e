import { useTranslation } from 'react-i18next'
import { chooseLanguage } from './language.ts'
import styles from './switches.module.css'

/** English or Chinese, each named in itself. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('ui')
  return (
    <div className={styles.pair} role="group" aria-label={t('language')}>
      <button type="button" lang="en" aria-pressed={i18n.language === 'en'} onClick={() => chooseLanguage('en')}>EN</button>
      <button type="button" lang="zh-Hans" aria-pressed={i18n.language === 'zh'} onClick={() => chooseLanguage('zh')}>中文</button>
    </div>
  )
}
