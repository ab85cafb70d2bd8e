import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShopProduct } from '../../commerce/contract.ts'
import { Empty } from '../ui/empty.tsx'
import { failureText } from '../ui/failure-text.ts'
import { ChatCorner } from './chat/chat-corner.tsx'
import { ProductDialog } from './product-dialog.tsx'
import { ProductGrid } from './product-grid.tsx'
import { readProducts, readProfile } from './shop-api.ts'
import { ShopHeader } from './shop-header.tsx'
import styles from './shop-page.module.css'
import { useShopper } from './shopper.ts'
import { Welcome } from './welcome.tsx'

/** The demo shop: goods to look at, somebody to be, and the chat in the corner. */
export function ShopPage() {
  const { t, i18n } = useTranslation('shop')
  const { t: tUi } = useTranslation('ui')
  const language = i18n.language
  const profile = useQuery({ queryKey: ['profile', language], queryFn: () => readProfile(language), placeholderData: (before) => before })
  const products = useQuery({ queryKey: ['products', language], queryFn: () => readProducts(language), placeholderData: (before) => before })
  const { shopper, signIn, signOut } = useShopper()
  const [shown, setShown] = useState<ShopProduct | null>(null)
  const [firstWords, setFirstWords] = useState<{ text: string } | null>(null)
  const name = profile.data?.name ?? ''
  useEffect(() => {
    document.title = name ? t('title', { name }) : t('demo')
  }, [name, t])
  const ask = (text: string) => {
    setShown(null)
    setFirstWords({ text })
  }
  const failure = products.error ?? profile.error
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#goods">{t('skip')}</a>
      {profile.data?.isDemo !== false && <aside className={styles.demo} aria-label={t('demo')}><strong>{t('demo')}</strong> {t('demoWhat')}</aside>}
      <ShopHeader name={name} customers={profile.data?.demoCustomers ?? []} shopper={shopper} onSignIn={signIn} onSignOut={signOut} />
      <main className={styles.main}>
        <Welcome onAsk={ask} />
        <div id="goods" tabIndex={-1}>
          {failure && !products.data ? (
            <Empty icon="inbox" title={t('loadFailed')} what={failureText(failure, tUi)}>
              <Button onClick={() => void Promise.all([products.refetch(), profile.refetch()])}>{tUi('retry')}</Button>
            </Empty>
          ) : (
            <ProductGrid products={products.data} categories={profile.data?.categories ?? []} onShow={setShown} />
          )}
        </div>
      </main>
      <footer className={styles.footer}>
        <span>{t('footer')}</span>
        <a href="/desk">{t('desk')}</a>
      </footer>
      <ProductDialog product={shown} onClose={() => setShown(null)} onAsk={ask} />
      <ChatCorner shopName={name} shopper={shopper} firstWords={firstWords} />
    </div>
  )
}
