import { Button, Loader } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../handoff/contract.ts'
import { Empty } from '../ui/empty.tsx'
import { failureText } from '../ui/failure-text.ts'
import { DeskProvider } from './desk-provider.tsx'
import { DeskPage } from './desk-page.tsx'
import { openQueries } from './open-queries.ts'
import { SignInPage } from './sign-in-page.tsx'
import { useSignedIn } from './use-signed-in.ts'

/** The console: the desk for whoever is signed in, else the way in. */
export function Console() {
  const { t, i18n } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const [wasSignedOut, setWasSignedOut] = useState(false)
  const { me, enter, leave } = useSignedIn()
  useEffect(() => {
    document.title = t('title')
  }, [t, i18n.language])
  const leaveBecause = (isByServer: boolean) => {
    setWasSignedOut(isByServer)
    leave()
  }
  if (me.isPending) return <div style={{ display: 'grid', placeItems: 'center', height: '100%' }}><Loader aria-label={t('title')} /></div>
  // Whoever is at work stays there when a later look fails.
  if (me.data === undefined) return <main style={{ display: 'grid', height: '100%' }}><Empty icon="inbox" title={tUi('failed')} what={failureText(me.error, tUi)}><Button onClick={() => void me.refetch()}>{tUi('retry')}</Button></Empty></main>
  if (!me.data) return <SignInPage notice={wasSignedOut ? t('done.signedOut') : null} onSignedIn={enter} />
  return <DeskOf key={me.data.id} me={me.data} onLeave={leaveBecause} />
}

function DeskOf({ me, onLeave }: { me: Me; onLeave(isByServer: boolean): void }) {
  const [queries] = useState(openQueries)
  return (
    <QueryClientProvider client={queries}>
      <DeskProvider me={me} onSignedOut={() => onLeave(true)}>
        <DeskPage onSignedOut={() => onLeave(false)} />
      </DeskProvider>
    </QueryClientProvider>
  )
}
