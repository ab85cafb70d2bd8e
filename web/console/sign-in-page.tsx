import { Alert, Button, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../handoff/contract.ts'
import { ColourSwitch } from '../ui/colour-switch.tsx'
import { LanguageSwitch } from '../ui/language-switch.tsx'
import { SignInFailure } from '../../handoff/contract.ts'
import { readSignInWays, signIn } from './desk-api.ts'
import { Mark } from './mark.tsx'
import styles from './sign-in-page.module.css'
import { useFailureText } from './use-failure-text.ts'

/** The way in: e-mail and password, or the shop's own identity provider where there is one. */
export function SignInPage({ notice, onSignedIn }: { notice: string | null; onSignedIn(me: Me): void }) {
  const { t } = useTranslation('console')
  const textOf = useFailureText()
  const [failure, setFailure] = useState<string | null>(null)
  const [refused] = useState(() => SignInFailure.safeParse(new URLSearchParams(location.search).get('sign-in')).data ?? null)
  const ways = useQuery({ queryKey: ['sign-in-ways'], queryFn: ({ signal }) => readSignInWays(signal) })
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setFailure(null)
    try {
      onSignedIn(await signIn({ email: fieldOf(form, 'email'), password: fieldOf(form, 'password') }))
    } catch (error) {
      setFailure(textOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={styles.page}>
      <header className={styles.tools}><LanguageSwitch /><ColourSwitch /></header>
      <main className={styles.box}>
        <Mark size={40} />
        <h1>{t('signIn.title')}</h1>
        {notice && !failure && <Alert variant="light" color="petrol" className={styles.alert}>{notice}</Alert>}
        {refused && !failure && <Alert color="red" variant="outline" className={styles.alert} role="alert">{t(`signIn.${refused}`)}</Alert>}
        {failure && <Alert color="red" variant="outline" className={styles.alert} role="alert">{failure}</Alert>}
        <form onSubmit={(event) => void submit(event)}>
          <TextInput name="email" type="email" label={t('signIn.email')} autoComplete="username" required withAsterisk={false} data-autofocus autoFocus maxLength={254} />
          <PasswordInput name="password" label={t('signIn.password')} autoComplete="current-password" required withAsterisk={false} maxLength={1024} />
          <Button type="submit" fullWidth loading={isBusy}>{t('signIn.go')}</Button>
        </form>
        {ways.data?.oidc && <Button component="a" href="/api/desk/oidc/start" variant="default" fullWidth mt={10}>{t('signIn.oidc')}</Button>}
        <p className={styles.hint}>{t('signIn.hint')}</p>
        <a href="/">{t('signIn.shop')}</a>
      </main>
    </div>
  )
}

function fieldOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
