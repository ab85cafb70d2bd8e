import { useId } from 'react'
import type { ReactNode } from 'react'
import styles from './board.module.css'

/** A box of the board under its heading. */
export function Part({ title, isWide = false, children }: { title: string; isWide?: boolean; children: ReactNode }) {
  const id = useId()
  return (
    <section className={styles.part} data-wide={isWide} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  )
}

/** A small bar, how much of the most; the number stands beside it in words. */
export function Bar({ share, tone = 'accent' }: { share: number; tone?: 'accent' | 'calm' | 'annoyed' | 'furious' }) {
  return <span className={styles.bar} aria-hidden="true"><span data-tone={tone} style={{ inlineSize: `${Math.min(100, Math.max(0, share * 100))}%` }} /></span>
}
