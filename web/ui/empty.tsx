import type { ReactNode } from 'react'
import styles from './empty.module.css'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'

/** Says why there is nothing here, and what to do about it. */
export function Empty({ title, what, icon, children }: { title: string; what?: string; icon?: IconName; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      {icon && <span className={styles.icon}><Icon name={icon} size={26} /></span>}
      <p className={styles.title}>{title}</p>
      {what && <p className={styles.what}>{what}</p>}
      {children}
    </div>
  )
}
