import { Button, Loader } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/empty.tsx'
import { useFailureText } from '../use-failure-text.ts'
import styles from './settings.module.css'

/** One page of the settings: what it is for, and its content once it is read. A later reading that fails leaves it, and what is half written in it, as it is. */
export function SettingsPage<T>({ title, what, data, children }: { title: string; what: string; data: UseQueryResult<T>; children(value: T): ReactNode }) {
  const { t: tUi } = useTranslation('ui')
  const textOf = useFailureText()
  return (
    <section className={styles.page} aria-labelledby="settings-title">
      <h2 id="settings-title" className={styles.title}>{title}</h2>
      <p className={styles.what}>{what}</p>
      {data.isPending && <Loader aria-label={title} />}
      {data.isError && data.data === undefined && <Empty icon="inbox" title={tUi('failed')} what={textOf(data.error)}><Button onClick={() => void data.refetch()}>{tUi('retry')}</Button></Empty>}
      {data.data !== undefined && children(data.data)}
    </section>
  )
}

/** A box of the page, with its own heading. */
export function Part({ title, children, deeds }: { title: ReactNode; children: ReactNode; deeds?: ReactNode }) {
  return (
    <div className={styles.part}>
      <h3 className={styles.partTitle}>{title}</h3>
      <div className={styles.fields}>{children}</div>
      {deeds && <div className={styles.deeds}>{deeds}</div>}
    </div>
  )
}
