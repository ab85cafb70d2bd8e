import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { Changes, Me, OpenConversation, PromiseList } from '../../handoff/contract.ts'
import { now } from '../ui/clock.ts'
import { deedsOf } from './desk-api.ts'
import type { Deeds } from './desk-api.ts'
import { withMessages } from './desk-state.ts'
import type { Desk } from './desk-state.ts'
import { openHeartbeat } from './heartbeat.ts'
import { openLive } from './live.ts'
import type { Link, Live } from './live.ts'
import { useDeskState } from './use-desk-state.ts'

export interface DeskView {
  me: Me
  /** Null until the first answer. */
  desk: Desk | null
  link: Link
  deeds: Deeds
  /** Who else is typing, by conversation; the name of the shopper is null. */
  typing: Record<string, { name: string | null; at: number }>
  lookAgain(): Promise<void>
  /** Reads the next lines of a queue that is longer than what is known. */
  readOn(queueId: string): Promise<void>
}

const DeskContext = createContext<DeskView | null>(null)

/** Everything the desk shows, kept up to date while it is open; the presence lease is kept too. */
export function DeskProvider({ me, onSignedOut, children }: { me: Me; onSignedOut(): void; children: ReactNode }) {
  const queries = useQueryClient()
  const { desk, takeSnapshot, takeChanges, readOn } = useDeskState()
  const [link, setLink] = useState<Link>('polling')
  const [typing, setTyping] = useState<DeskView['typing']>({})
  const live = useRef<Live | null>(null)
  const deeds = useMemo(() => deedsOf(me.csrf), [me.csrf])
  const isDuty = isOnDuty(me)
  // Only tells the parent: a new function must not open a new connection.
  const tellSignedOut = useRef(onSignedOut)
  useEffect(() => {
    tellSignedOut.current = onSignedOut
  })
  useEffect(() => {
    const opened = openLive({
      onSnapshot: (snapshot) => {
        takeSnapshot(snapshot)
        for (const name of ['conversation', 'mentions', 'promises']) void queries.invalidateQueries({ queryKey: [name] })
      },
      onChanges: (changes) => {
        takeChanges(changes)
        spread(queries, changes)
      },
      onTyping: (conversationId, name) => setTyping((before) => ({ ...before, [conversationId]: { name, at: now() } })),
      onLink: setLink,
      onSignedOut: () => tellSignedOut.current(),
    })
    // A lost beat is no matter: the next one comes, and a lost session shows in the next reading.
    const heart = isDuty ? openHeartbeat(() => void deeds.presence({}).catch(() => undefined), me.beatMs) : null
    live.current = opened
    return () => {
      heart?.close()
      opened.close()
    }
  }, [me.id, me.beatMs, isDuty, deeds, queries, takeSnapshot, takeChanges])
  const view = useMemo<DeskView>(() => ({ me, desk, link, deeds, typing, readOn, lookAgain: async () => live.current?.lookAgain() }), [me, desk, link, deeds, typing, readOn])
  return <DeskContext value={view}>{children}</DeskContext>
}

/** The desk's state, inside DeskProvider. */
export function useDesk(): DeskView {
  const view = use(DeskContext)
  if (!view) throw new Error('useDesk needs a DeskProvider above it')
  return view
}

/** True for roles that answer shoppers; editors and auditors only look. */
export function isOnDuty({ role }: Pick<Me, 'role'>): boolean {
  return role === 'agent' || role === 'lead' || role === 'admin'
}

/** True for roles that look over everybody's work. */
export function leadsDesk({ role }: Pick<Me, 'role'>): boolean {
  return role === 'lead' || role === 'admin' || role === 'auditor'
}

// New messages show at once; the card is read again behind them.
function spread(queries: QueryClient, changes: Changes): void {
  const touched = new Set([...changes.entries, ...changes.messages].map(({ conversationId }) => conversationId))
  for (const id of touched) {
    const messages = changes.messages.filter(({ conversationId }) => conversationId === id)
    // One entry for each language that was looked at; what else hangs on the conversation has no messages.
    queries.setQueriesData<OpenConversation>({ queryKey: ['conversation', id, 'talk'] }, (before) => before && withMessages(before, messages))
    void queries.invalidateQueries({ queryKey: ['conversation', id] })
  }
  // Lists of their own, read again when something of theirs may have changed; only while they are shown.
  if (changes.messages.some(({ kind }) => kind === 'note')) void queries.invalidateQueries({ queryKey: ['mentions'] })
  const promised = new Set(queries.getQueryData<PromiseList>(['promises'])?.promises.map(({ conversationId }) => conversationId))
  if (changes.entries.some(({ promise, conversationId }) => promise || promised.has(conversationId))) void queries.invalidateQueries({ queryKey: ['promises'] })
}
