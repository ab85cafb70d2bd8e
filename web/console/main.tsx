import '@mantine/notifications/styles.css'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { openLanguage } from '../ui/language.ts'
import { showPage } from '../ui/page-frame.tsx'
import { Console } from './console.tsx'
import { openQueries } from './open-queries.ts'
import { consoleEn } from './text/en.ts'
import { consoleZh } from './text/zh.ts'

openLanguage('console', { en: consoleEn, zh: consoleZh })

showPage(
  <QueryClientProvider client={openQueries()}>
    <Notifications position="bottom-left" autoClose={5000} limit={4} />
    <Console />
  </QueryClientProvider>,
)
