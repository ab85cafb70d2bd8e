import { ColourSwitch } from '../ui/colour-switch.tsx'
import { LanguageSwitch } from '../ui/language-switch.tsx'
import { AccountMenu } from './account-menu.tsx'
import type { AccountMenuProps } from './account-menu.tsx'
import styles from './shop-header.module.css'

/** The shop's name, who the visitor is, language and colours. */
export function ShopHeader({ name, ...account }: { name: string } & AccountMenuProps) {
  return (
    <header className={styles.header}>
      <span className={styles.name}>
        <svg viewBox="0 0 24 24" width={26} height={26} aria-hidden="true"><path d="M12 21C6 17 3.5 12.5 5 6c5 .5 8 3.5 8 8M12 21c5-2 7.5-6 7-12-3 .3-5 2-6 4.5" fill="none" stroke="currentColor" strokeWidth={1.7} strokeLinecap="round" strokeLinejoin="round" /></svg>
        {name}
      </span>
      <div className={styles.tools}>
        <AccountMenu {...account} />
        <LanguageSwitch />
        <ColourSwitch />
      </div>
    </header>
  )
}
