import type { ReactNode } from 'react'
import styles from './tag.module.css'

export type Tone = 'plain' | 'accent' | 'calm' | 'annoyed' | 'angry' | 'furious' | 'note'

/** A short word on a tinted ground. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={styles.tag} data-tone={tone}>{children}</span>
}
