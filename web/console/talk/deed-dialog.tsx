import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './dialog.module.css'

interface Props {
  title: string
  what?: string
  go: string
  isBusy: boolean
  isReady?: boolean
  onGo(): void
  onClose(): void
  children: ReactNode
}

/** A question before a deed: what it does, its fields, and the way out. */
export function DeedDialog({ title, what, go, isBusy, isReady = true, onGo, onClose, children }: Props) {
  const { t: tUi } = useTranslation('ui')
  return (
    <Modal opened onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': tUi('close') }}>
      <form onSubmit={(event) => { event.preventDefault(); if (isReady) onGo() }}>
        {what && <p className={styles.what}>{what}</p>}
        <div className={styles.fields}>{children}</div>
        <div className={styles.deeds}>
          <Button variant="default" onClick={onClose}>{tUi('cancel')}</Button>
          <Button type="submit" loading={isBusy} disabled={!isReady}>{go}</Button>
        </div>
      </form>
    </Modal>
  )
}
