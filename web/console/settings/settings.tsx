import { useTranslation } from 'react-i18next'
import type { Role } from '../../../handoff/contract.ts'
import { useDesk } from '../desk-provider.tsx'
import { pathOf } from '../use-place.ts'
import { AccountPage } from './account-page.tsx'
import { AuditPage } from './audit-page.tsx'
import { HoursPage } from './hours-page.tsx'
import { OffHoursPage } from './off-hours-page.tsx'
import { PeoplePage } from './people-page.tsx'
import { QueuesPage } from './queues-page.tsx'
import { QuickRepliesPage } from './quick-replies-page.tsx'
import styles from './settings.module.css'
import { SlaPage } from './sla-page.tsx'
import { TagsPage } from './tags-page.tsx'
import { TeamPage } from './team-page.tsx'

const leads: readonly Role[] = ['lead', 'admin']
const pages = {
  account: { page: AccountPage, roles: ['agent', 'lead', 'editor', 'publisher', 'admin', 'auditor'] },
  queues: { page: QueuesPage, roles: leads },
  hours: { page: HoursPage, roles: leads },
  offHours: { page: OffHoursPage, roles: leads },
  sla: { page: SlaPage, roles: leads },
  quickReplies: { page: QuickRepliesPage, roles: ['lead', 'editor', 'publisher', 'admin'] },
  tags: { page: TagsPage, roles: leads },
  team: { page: TeamPage, roles: leads },
  people: { page: PeoplePage, roles: ['admin'] },
  audit: { page: AuditPage, roles: ['auditor', 'admin'] },
} as const satisfies Record<string, { page: () => React.ReactNode; roles: readonly Role[] }>

type PageName = keyof typeof pages

/** The settings: one page at a time, those that the role may change. */
export function Settings({ page, onOpen }: { page: string | null; onOpen(page: string): void }) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const allowed = (Object.keys(pages) as PageName[]).filter((name) => (pages[name].roles as readonly Role[]).includes(me.role))
  const shown = allowed.find((name) => name === page) ?? allowed[0]!
  const Page = pages[shown].page
  return (
    <div className={styles.settings}>
      <nav className={styles.nav} aria-label={t('settings.label')}>
        {allowed.map((name) => (
          <a
            key={name} href={pathOf({ kind: 'settings', page: name })} aria-current={name === shown ? 'page' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return
              event.preventDefault()
              onOpen(name)
            }}
          >{t(`settings.${name}.title`)}</a>
        ))}
      </nav>
      <main className={styles.body}><Page key={shown} /></main>
    </div>
  )
}
