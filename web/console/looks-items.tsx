import { Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icon.tsx'
import { chooseLanguage } from '../ui/language.ts'

/** Language and colours as items of a menu, where the bar has no room for their switches. */
export function LooksItems() {
  const { t, i18n } = useTranslation('ui')
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const isChinese = i18n.language === 'zh'
  return (
    <>
      <Menu.Item lang={isChinese ? 'en' : 'zh-Hans'} onClick={() => chooseLanguage(isChinese ? 'en' : 'zh')}>{isChinese ? 'English' : '中文'}</Menu.Item>
      <Menu.Item leftSection={<Icon name={isDark ? 'sun' : 'moon'} />} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>{isDark ? t('light') : t('dark')}</Menu.Item>
    </>
  )
}
