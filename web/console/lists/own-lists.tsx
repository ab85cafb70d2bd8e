import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mention, PromiseLine } from '../../../handoff/contract.ts'
import { TimeSince } from '../../ui/time-since.tsx'
import { useDesk } from '../desk-provider.tsx'
import { Tag } from '../tag.tsx'
import { useDeed } from '../use-deed.ts'
import { listDeedsOf } from './lists-api.ts'
import styles from './own-lists.module.css'
import { TimeUntil } from './time-until.tsx'

/** What this agent promised, the next due first. */
export function Promises({ promises, openId, onOpen }: { promises: PromiseLine[]; openId: string | null; onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  return (
    <ul className={styles.lines}>
      {promises.map(({ id, conversationId, shopper, text, kind, dueAt, state, isDueSoon }) => (
        <li key={id}>
          <button type="button" data-line aria-current={conversationId === openId} onClick={() => onOpen(conversationId)}>
            <span className={styles.top}>
              <strong>{shopper.name ?? t('line.guest')}</strong>
              <span data-tone={state === 'broken' ? 'late' : isDueSoon ? 'soon' : 'calm'}><TimeUntil at={dueAt} /></span>
            </span>
            <span dir="auto"><Tag>{t(`deeds.promise.kinds.${kind}`)}</Tag> {text}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Notes in which colleagues name this agent; opened is seen. */
export function Mentions({ mentions, onOpen }: { mentions: Mention[]; onOpen(id: string): void }) {
  const { me } = useDesk()
  const queries = useQueryClient()
  const deeds = useMemo(() => listDeedsOf(me.csrf), [me.csrf])
  const { run } = useDeed()
  const open = async ({ id, conversationId }: Mention) => {
    onOpen(conversationId)
    await run(() => deeds.mentionSeen(id), null)
    await queries.invalidateQueries({ queryKey: ['mentions'] })
  }
  return (
    <ul className={styles.lines}>
      {mentions.map((mention) => (
        <li key={mention.id}>
          <button type="button" data-line onClick={() => void open(mention)}>
            <span className={styles.top}><strong>{mention.by.name}</strong><span><TimeSince at={mention.at} /></span></span>
            <span dir="auto">{mention.text}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
