import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { openLanguage } from '../ui/language.ts'
import { showPage } from '../ui/page-frame.tsx'
import { ShopPage } from './shop-page.tsx'
import { shopEn } from './text/en.ts'
import { shopZh } from './text/zh.ts'

openLanguage('shop', { en: shopEn, zh: shopZh })
const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false, staleTime: 60_000 } } })

showPage(
  <QueryClientProvider client={queries}>
    <ShopPage />
  </QueryClientProvider>,
)
