import { Button, Loader } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../handoff/contract.ts'
import { Empty } from '../ui/empty.tsx'
import { failureText } from '../ui/failure-text.ts'
import { codeOf } from '../ui/request.ts'
import { readMe } from './desk-api.ts'
import { DeskProvider } from './desk-provider.tsx'
import { DeskPage } from './desk-page.tsx'
import { SignInPage } from './sign-in-page.tsx'

/** The console: the desk for whoever is signed in, else the way in. */
export function Console() {
  const { t, i18n } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const queries = useQueryClient()
  const [wasSignedOut, setWasSignedOut] = useState(false)
  const me = useQuery<Me | null>({ queryKey: ['me'], queryFn: ({ signal }) => meOrNobody(signal) })
  useEffect(() => {
    document.title = t('title')
  }, [t, i18n.language])
  const leave = (isByServer: boolean) => {
    setWasSignedOut(isByServer)
    queries.setQueryData(['me'], null)
    queries.removeQueries({ queryKey: ['conversation'] })
  }
  if (me.isPending) return <div style={{ display: 'grid', placeItems: 'center', height: '100%' }}><Loader aria-label={t('title')} /></div>
  if (me.isError) return <main style={{ display: 'grid', height: '100%' }}><Empty icon="inbox" title={tUi('failed')} what={failureText(me.error, tUi)}><Button onClick={() => void me.refetch()}>{tUi('retry')}</Button></Empty></main>
  if (!me.data) return <SignInPage notice={wasSignedOut ? t('done.signedOut') : null} onSignedIn={(who) => queries.setQueryData(['me'], who)} />
  return (
    <DeskProvider key={me.data.id} me={me.data} onSignedOut={() => leave(true)}>
      <DeskPage onSignedOut={() => leave(false)} />
    </DeskProvider>
  )
}

async function meOrNobody(signal: AbortSignal): Promise<Me | null> {
  try {
    return await readMe(signal)
  } catch (error) {
    if (codeOf(error) === 'signed-out') return null
    throw error
  }
}
