import { useSyncExternalStore } from 'react'
import { keep, kept } from '../ui/kept.ts'

/** Values by name that outlive the parts of the page that show them. */
export interface Shelf<T> {
  use(name: string): T
  read(name: string): T
  change(name: string, deed: (before: T) => T): void
}

interface Memory<T> {
  /** Where this tab keeps them over a reload. */
  keptUnder: string
  /** What was kept, as JSON gave it; null when it is nothing of ours. */
  from(value: unknown): T | null
}

/** Opens a shelf on which every name has `empty` to begin with; with a memory, what stands on it outlives a reload of the tab. */
export function openShelf<T>(empty: T, memory: Memory<T> | null = null): Shelf<T> {
  const values = new Map<string, T>()
  const readers = new Set<() => void>()
  const read = (name: string): T => {
    if (!values.has(name)) values.set(name, (memory && remembered(memory, name)) ?? empty)
    return values.get(name)!
  }
  const subscribe = (reader: () => void) => {
    readers.add(reader)
    return () => { readers.delete(reader) }
  }
  return {
    use: (name) => useSyncExternalStore(subscribe, () => read(name)),
    read,
    change: (name, deed) => {
      const before = read(name)
      const next = deed(before)
      if (next === before) return
      values.set(name, next)
      if (memory) keep(`${memory.keptUnder}.${name}`, isNothing(next) ? null : JSON.stringify(next), sessionStorage)
      for (const reader of readers) reader()
    },
  }
}

function remembered<T>({ keptUnder, from }: Memory<T>, name: string): T | null {
  const text = kept(`${keptUnder}.${name}`, sessionStorage)
  try {
    return text === null ? null : from(JSON.parse(text))
  } catch {
    return null
  }
}

function isNothing(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
