import { Button, Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Board as BoardData } from '../../../handoff/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { Empty } from '../../ui/empty.tsx'
import { durationText } from '../../ui/duration-text.ts'
import { useFailureText } from '../use-failure-text.ts'
import { AgentsPart } from './agents-part.tsx'
import styles from './board.module.css'
import { BreachesPart } from './breaches-part.tsx'
import { PressingPart } from './pressing-part.tsx'
import { QueuesPart } from './queues-part.tsx'
import { ReasonsPart, SlaPart } from './day-parts.tsx'
import { useBoard } from './use-board.ts'

/** The lead's board: who waits, who works, how the day has gone, and what needs a lead; all of it live. */
export function Board({ onOpen }: { onOpen(id: string): void }) {
  const { t, i18n } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const textOf = useFailureText()
  const { data, error, isFetching, refetch } = useBoard()
  if (!data && error) return <main className={styles.board}><Empty icon="inbox" title={tUi('failed')} what={textOf(error)}><Button onClick={() => void refetch()}>{tUi('retry')}</Button></Empty></main>
  if (!data) return <main className={styles.board}><Loader m="auto" aria-label={t('bar.board')} /></main>
  return (
    <main className={styles.board} aria-busy={isFetching && !data}>
      <h2 className="visually-hidden">{t('bar.board')}</h2>
      <Figures board={data} />
      <div className={styles.parts}>
        <PressingPart onOpen={onOpen} />
        <QueuesPart board={data} onOpen={onOpen} />
        <AgentsPart board={data} onOpen={onOpen} />
        <SlaPart board={data} />
        <ReasonsPart board={data} />
        <BreachesPart board={data} onOpen={onOpen} />
      </div>
      <p className={styles.since}>{t('board.since', { time: new Date(data.since).toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }) })}{error ? ` · ${textOf(error)}` : ''}</p>
    </main>
  )
}

function Figures({ board }: { board: BoardData }) {
  const { t, i18n } = useTranslation('console')
  const now = useNow()
  const waiting = board.queues.reduce((sum, queue) => sum + queue.waiting, 0)
  const since = board.queues.flatMap(({ longestWaitSince }) => longestWaitSince ?? [])
  const duration = (ms: number | null) => (ms === null ? '–' : durationText(ms, i18n.language) ?? t('board.underTen'))
  const there = board.agents.filter((agent) => agent.isOnline && !agent.isAway)
  const figures: [string, string, boolean][] = [
    [t('board.waiting'), `${waiting}${board.queues.some(({ isMore }) => isMore) ? '+' : ''}`, false],
    [t('board.longest'), since.length > 0 ? duration(now - Math.min(...since)) : '–', since.length > 0 && board.sla.overdue > 0],
    [t('board.there'), t('board.thereOf', { there: there.length, all: board.agents.length }), waiting > 0 && there.length === 0],
    [t('board.room'), String(there.reduce((sum, { capacity, load, offered }) => sum + Math.max(0, capacity - load - (offered ?? 0)), 0)), false],
    [t('board.requested'), String(board.requested), false],
    [t('board.accepted'), String(board.accepted), false],
    [t('board.completed'), String(board.completed), false],
    [t('board.median'), duration(board.medianWaitMs), false],
    [t('board.abandoned'), String(board.abandoned), board.abandoned > 0],
    [t('board.solvedByBot'), String(board.solvedByBot), false],
  ]
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value, isBad]) => <div key={name} data-bad={isBad}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  )
}
