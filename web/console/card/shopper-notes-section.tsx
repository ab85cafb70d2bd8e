import { ActionIcon, Button, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { newKey } from '../../ui/new-key.ts'
import { TimeSince } from '../../ui/time-since.tsx'
import { useDesk } from '../desk-provider.tsx'
import { openShelf } from '../shelf.ts'
import { readShopperNotes } from './card-api.ts'
import styles from './rows.module.css'
import { Section } from './section.tsx'
import { useCardDeed } from './use-card-deed.ts'

// By agent and shopper: half a note is there again when one comes back from another conversation.
const halfWritten = openShelf('')

/** What colleagues have noted about the shopper, whatever the conversation and the channel. */
export function ShopperNotesSection({ shopperId, conversationId }: { shopperId: string; conversationId: string }) {
  const { t } = useTranslation('console')
  const queries = useQueryClient()
  const { deeds, run, isBusy, isAllowed } = useCardDeed(conversationId)
  const { me } = useDesk()
  const name = `${me.id}.${shopperId}`
  const text = halfWritten.use(name)
  const write = (next: string) => halfWritten.change(name, () => next)
  const [key, setKey] = useState(newKey)
  const queryKey = ['shopper-notes', shopperId]
  const { data } = useQuery({ queryKey, queryFn: ({ signal }) => readShopperNotes(shopperId, signal), staleTime: 0 })
  const change = async (deed: () => Promise<unknown>) => {
    const isDone = await run(deed)
    void queries.invalidateQueries({ queryKey })
    return isDone
  }
  const add = async () => {
    if (!(await change(() => deeds.addShopperNote(shopperId, { text: text.trim(), key })))) return
    // What was written on meanwhile is the next note.
    halfWritten.change(name, (since) => (since.startsWith(text) ? since.slice(text.length).trimStart() : since))
    setKey(newKey())
  }
  const notes = data?.notes ?? []
  if (notes.length === 0 && !isAllowed) return null
  return (
    <Section title={t('work.shopperNotes')}>
      {notes.map((note) => (
        <div key={note.id} className={styles.box}>
          <div className={styles.top}><span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{note.text}</span>{isAllowed && <ActionIcon size="sm" variant="subtle" color="gray" disabled={isBusy} aria-label={t('work.removeNote')} onClick={() => void change(() => deeds.removeShopperNote(note.id))}><Icon name="close" size={13} /></ActionIcon>}</div>
          <p className={styles.dim}>{note.by.name} · <TimeSince at={note.at} /></p>
        </div>
      ))}
      {isAllowed && (
        <form onSubmit={(event) => { event.preventDefault(); void add() }} style={{ marginTop: 8 }}>
          <Textarea size="xs" aria-label={t('work.addNote')} placeholder={t('work.addNote')} autosize minRows={1} maxRows={5} maxLength={2000} value={text} onChange={({ currentTarget }) => write(currentTarget.value)} />
          {text.trim() && <div className={styles.deeds}><Button size="compact-xs" type="submit" loading={isBusy}>{t('settings.add')}</Button></div>}
        </form>
      )}
    </Section>
  )
}
