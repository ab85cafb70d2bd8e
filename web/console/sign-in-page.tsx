import { Alert, Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../handoff/contract.ts'
import { ColourSwitch } from '../ui/colour-switch.tsx'
import { LanguageSwitch } from '../ui/language-switch.tsx'
import { signIn } from './desk-api.ts'
import { Mark } from './mark.tsx'
import styles from './sign-in-page.module.css'
import { useFailureText } from './use-failure-text.ts'

/** The way in: e-mail and password. */
export function SignInPage({ notice, onSignedIn }: { notice: string | null; onSignedIn(me: Me): void }) {
  const { t } = useTranslation('console')
  const textOf = useFailureText()
  const [failure, setFailure] = useState<string | null>(null)
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
        {failure && <Alert color="red" variant="outline" className={styles.alert} role="alert">{failure}</Alert>}
        <form onSubmit={(event) => void submit(event)}>
          <TextInput name="email" type="email" label={t('signIn.email')} autoComplete="username" required withAsterisk={false} data-autofocus autoFocus maxLength={254} />
          <PasswordInput name="password" label={t('signIn.password')} autoComplete="current-password" required withAsterisk={false} maxLength={1024} />
          <Button type="submit" fullWidth loading={isBusy}>{t('signIn.go')}</Button>
        </form>
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
