import { Button } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskMessage, OpenConversation } from '../../../handoff/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { useDesk } from '../desk-provider.tsx'
import { useOutbox } from '../outbox.ts'
import { arrived } from '../unsent.ts'
import { useDeed } from '../use-deed.ts'
import { DayMark, dayOf } from './day-mark.tsx'
import { MessageLine } from './message-line.tsx'
import styles from './transcript.module.css'
import { UnsentLine } from './unsent-line.tsx'
import { useReadMark } from './use-read-mark.ts'
import { useTakeBack } from './use-take-back.ts'

const typingShownMs = 6000
const nearMs = 4 * 60_000

/** What was said, oldest first. Stays at the end while one is there; earlier pages come in above without a jump. */
export function Transcript({ conversation, onOlder }: { conversation: OpenConversation; onOlder(): Promise<void> }) {
  const { t } = useTranslation('console')
  const { me, typing } = useDesk()
  const { entry, messages, hasOlder } = conversation
  const { unsent, retry, drop } = useOutbox(entry.conversationId)
  const takeBack = useTakeBack(entry.conversationId)
  const now = useNow()
  const { run, isBusy } = useDeed()
  const { box, isBehind, toEnd, onScroll } = useEnd(messages, unsent.length)
  const seenSeq = lastSeen(messages, entry.seen?.seq ?? 0)
  const newFrom = useReadMark(conversation, !isBehind)
  const other = typing[entry.conversationId]
  // Before it is painted: nobody sees a line twice.
  useLayoutEffect(() => drop(arrived(unsent, messages, me.id)))
  return (
    <div className={styles.frame}>
      <div ref={box} className={styles.scroll} onScroll={onScroll} tabIndex={0} role="log" aria-label={t('talk.transcript')}>
        <div>
          {hasOlder && <Button className={styles.older!} size="compact-sm" variant="default" loading={isBusy} onClick={() => void run(onOlder, null)}>{t('talk.older')}</Button>}
          {messages.length === 0 && <p className={styles.empty}>{t('talk.empty')}</p>}
          {messages.map((message, place) => {
            const before = messages[place - 1]
            return (
              <div key={message.id}>
                {(!before || dayOf(before.createdAt) !== dayOf(message.createdAt)) && <DayMark at={message.createdAt} />}
                {message.seq === newFrom && <p className={styles.fresh}><span>{t('deeds.message.new')}</span></p>}
                <MessageLine seenAt={message.seq === seenSeq ? entry.seen!.at : null} message={message} shopperName={entry.shopper.name} isFirst={!before || !isSameTurn(before, message)} />
              </div>
            )
          })}
          {unsent.map((one) => <UnsentLine key={one.key} unsent={one} onRetry={() => void retry(one)} onTakeBack={() => takeBack(one)} />)}
          {other && now - other.at < typingShownMs && <p className={styles.typing}>{t('talk.writing', { name: other.name ?? entry.shopper.name ?? t('line.guest') })}</p>}
        </div>
      </div>
      {isBehind && <Button className={styles.toEnd!} size="compact-sm" onClick={toEnd}>{t('talk.newBelow')}</Button>}
    </div>
  )
}

/** The last of our lines that the shopper has read: the mark stands there. */
function lastSeen(messages: DeskMessage[], upTo: number): number | null {
  return messages.findLast(({ seq, speaker, kind, delivery }) => seq <= upTo && kind === 'text' && delivery === 'sent' && (speaker === 'agent' || speaker === 'bot'))?.seq ?? null
}

function isSameTurn(a: DeskMessage, b: DeskMessage): boolean {
  return a.speaker === b.speaker && a.kind === b.kind && a.agent?.id === b.agent?.id && b.createdAt - a.createdAt < nearMs && dayOf(a.createdAt) === dayOf(b.createdAt)
}

const nearEndPx = 80

/** Keeps the end in sight while the reader is there, and the reader's place while they read above. */
function useEnd(messages: DeskMessage[], unsentCount: number) {
  const box = useRef<HTMLDivElement>(null)
  const place = useRef({ isAtEnd: true, top: 0, firstSeq: 0, lastSeq: 0, height: 0, unsentCount: 0 })
  const [isBehind, setBehind] = useState(false)
  const firstSeq = messages[0]?.seq ?? 0
  const lastSeq = messages.at(-1)?.seq ?? 0
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const before = place.current
    const cameAbove = before.firstSeq > firstSeq && before.firstSeq > 0
    if (cameAbove) element.scrollTop += element.scrollHeight - before.height
    else if (before.isAtEnd || unsentCount > before.unsentCount) element.scrollTop = element.scrollHeight
    else if (lastSeq > before.lastSeq) setBehind(true)
    place.current = { isAtEnd: isAtEnd(element), top: element.scrollTop, firstSeq, lastSeq, height: element.scrollHeight, unsentCount }
  }, [firstSeq, lastSeq, unsentCount])
  // Pictures come in late and the composer grows: both move the end.
  useEffect(() => {
    const element = box.current
    if (!element) return
    const watcher = new ResizeObserver(() => {
      if (place.current.isAtEnd) element.scrollTop = element.scrollHeight
      place.current.height = element.scrollHeight
    })
    watcher.observe(element)
    if (element.firstElementChild) watcher.observe(element.firstElementChild)
    return () => watcher.disconnect()
  }, [])
  const onScroll = () => {
    const element = box.current
    if (!element) return
    // Only going up leaves the end: when the content grows, the end moves away by itself for a moment.
    if (isAtEnd(element)) place.current.isAtEnd = true
    else if (element.scrollTop < place.current.top) place.current.isAtEnd = false
    place.current.top = element.scrollTop
    if (place.current.isAtEnd) setBehind(false)
  }
  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
    setBehind(false)
  }
  return { box, isBehind, toEnd, onScroll }
}

function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx
}
