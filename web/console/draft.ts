import { useSyncExternalStore } from 'react'
import { keep, kept } from '../ui/kept.ts'

export type Mode = 'reply' | 'note'

/** What is written and not yet sent, by agent, conversation and mode; kept in this browser and the same in all its tabs. */
export function useDraft(agentId: string, conversationId: string, mode: Mode) {
  const name = `baton.desk.draft.${agentId}.${conversationId}.${mode}`
  const text = useSyncExternalStore(subscribe, () => read(name))
  return { text, write: (next: string) => write(name, next) }
}

// Memory stands before the browser's store, which may be full or forbidden.
const written = new Map<string, string>()
const readers = new Set<() => void>()

function read(name: string): string {
  return written.get(name) ?? kept(name) ?? ''
}

function write(name: string, text: string): void {
  written.set(name, text)
  keep(name, text === '' ? null : text)
  tell()
}

function tell(): void {
  for (const reader of readers) reader()
}

function hearOtherTab({ key }: StorageEvent): void {
  if (key === null) written.clear()
  else written.delete(key)
  tell()
}

function subscribe(reader: () => void): () => void {
  if (readers.size === 0) window.addEventListener('storage', hearOtherTab)
  readers.add(reader)
  return () => {
    readers.delete(reader)
    if (readers.size === 0) window.removeEventListener('storage', hearOtherTab)
  }
}
