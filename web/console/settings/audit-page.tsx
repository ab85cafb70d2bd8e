import { Button, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from '../desk-provider.tsx'
import { pathOf } from '../use-place.ts'
import { readAudit } from './settings-api.ts'
import { Part, SettingsPage } from './page.tsx'
import styles from './settings.module.css'

/** Who did what, and the end of the sealed chain that proves that nothing was rewritten. */
export function AuditPage() {
  const { t, i18n } = useTranslation('console')
  const { desk } = useDesk()
  const [agentName, setAgentName] = useState('')
  const [deed, setDeed] = useState('')
  const agent = desk?.agents.find(({ name }) => name.toLowerCase() === agentName.trim().toLowerCase())?.id ?? ''
  const data = useInfiniteQuery({
    queryKey: ['settings', 'audit', agent, deed.trim()], initialPageParam: '', staleTime: 0,
    queryFn: ({ pageParam, signal }) => readAudit({ agent, deed: deed.trim(), before: pageParam }, signal),
    getNextPageParam: (last) => (last.hasOlder ? last.lines.at(-1)?.id ?? null : null),
  })
  return (
    <SettingsPage title={t('settings.audit.title')} what={t('settings.audit.what')} data={data as never}>
      {() => {
        const pages = data.data?.pages ?? []
        return (
          <Part title={<span className={styles.code}>{t('settings.audit.chain', { count: pages[0]?.chain.sealed ?? 0 })} {pages[0]?.chain.hash.slice(0, 24)}…</span>} deeds={data.hasNextPage && <Button variant="default" loading={data.isFetchingNextPage} onClick={() => void data.fetchNextPage()}>{t('settings.audit.older')}</Button>}>
            <TextInput label={t('settings.audit.agent')} list="audit-agents" value={agentName} onChange={({ currentTarget }) => setAgentName(currentTarget.value)} />
            <datalist id="audit-agents">{desk?.agents.map(({ id, name }) => <option key={id} value={name} />)}</datalist>
            <TextInput label={t('settings.audit.deed')} value={deed} onChange={({ currentTarget }) => setDeed(currentTarget.value)} />
            <div className={styles.scroll}>
              <table className={styles.table}>
                <thead><tr><th>{t('settings.audit.at')}</th><th>{t('settings.audit.agent')}</th><th>{t('settings.audit.deed')}</th><th>{t('settings.audit.conversation')}</th><th>{t('settings.audit.detail')}</th><th>{t('settings.audit.seal')}</th></tr></thead>
                <tbody>
                  {pages.flatMap((page) => page.lines).map((line) => (
                    <tr key={line.id}>
                      <td>{new Date(line.at).toLocaleString(i18n.language)}</td>
                      <td>{line.agent?.name ?? t('settings.audit.system')}</td>
                      <td className={styles.code}>{line.deed}</td>
                      <td>{line.conversationId && <a className={styles.code} href={pathOf({ kind: 'talks', id: line.conversationId })}>{line.conversationId.slice(-8)}</a>}</td>
                      <td className={styles.code}>{line.detail && Object.entries(line.detail).map(([name, value]) => `${name}: ${value}`).join(', ')}</td>
                      <td className={styles.code}>{line.sealNo ?? '…'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Part>
        )
      }}
    </SettingsPage>
  )
}
