import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/empty.tsx'
import { useDesk } from '../desk-provider.tsx'
import { groupsOf } from '../desk-state.ts'
import type { Desk, Mine as Groups } from '../desk-state.ts'
import { Entries } from './entries.tsx'
import styles from './lists.module.css'
import { Mentions, Promises } from './own-lists.tsx'
import { useMentions, usePromises } from './use-own-lists.ts'

const order = ['inHand', 'asked', 'wrapUp', 'snoozed', 'watched'] as const satisfies readonly (keyof Groups)[]

/** What is this agent's affair, by what it asks of them: to answer, to advise, to write up, to keep. */
export function Mine({ desk, openId, onOpen }: { desk: Desk; openId: string | null; onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const groups = groupsOf(desk, me.id)
  const mentions = useMentions()
  const promises = usePromises()
  const filled = order.filter((name) => groups[name].length > 0)
  if (filled.length === 0 && mentions.length === 0 && promises.length === 0) return <Empty icon="chat" title={t('lists.noneMine')} what={t('lists.noneMineWhat')} />
  // A heading over the only group would say what the tab says.
  const isPlain = filled.length === 1 && filled[0] === 'inHand' && mentions.length === 0 && promises.length === 0
  const lines = (name: keyof Groups) => <Entries entries={groups[name]} openId={openId} onOpen={onOpen} />
  if (isPlain) return lines('inHand')
  return (
    <>
      {mentions.length > 0 && <Group name="mentions" count={mentions.length}><Mentions mentions={mentions} onOpen={onOpen} /></Group>}
      {filled.map((name) => <Group key={name} name={name} count={groups[name].length}>{lines(name)}</Group>)}
      {promises.length > 0 && <Group name="promises" count={promises.length}><Promises promises={promises} openId={openId} onOpen={onOpen} /></Group>}
    </>
  )
}

function Group({ name, count, children }: { name: keyof Groups | 'promises' | 'mentions'; count: number; children: ReactNode }) {
  const { t } = useTranslation('console')
  return (
    <section aria-label={t(`lines.group.${name}`)}>
      <h2 className={styles.group}>{t(`lines.group.${name}`)} <span>{count}</span></h2>
      {children}
    </section>
  )
}
