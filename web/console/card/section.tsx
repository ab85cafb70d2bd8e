import type { ReactNode } from 'react'
import styles from './section.module.css'

/** A titled part of the card. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return <section className={styles.section}><h3>{title}</h3>{children}</section>
}
