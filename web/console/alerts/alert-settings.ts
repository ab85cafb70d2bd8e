import { useSyncExternalStore } from 'react'
import { keep, kept } from '../../ui/kept.ts'

/** How an agent wants to be alerted, in this browser. */
export interface AlertSettings {
  isMuted: boolean
  /** 0–100. */
  volume: number
  /** Wanted; the browser must allow it too. */
  isNotifying: boolean
}

const place = (agentId: string) => `baton.desk.alerts.${agentId}`

/** The alert settings of an agent, the same in all tabs of this browser. */
export function useAlertSettings(agentId: string): [AlertSettings, (change: Partial<AlertSettings>) => void] {
  const text = useSyncExternalStore(subscribe, () => kept(place(agentId)))
  const settings = alertSettingsFrom(text)
  return [settings, (change) => {
    keep(place(agentId), JSON.stringify({ ...settings, ...change }))
    for (const reader of readers) reader()
  }]
}

/** Settings as they were kept; what cannot be read is loud enough and not muted. */
export function alertSettingsFrom(text: string | null): AlertSettings {
  const found = parsed(text)
  const volume = typeof found['volume'] === 'number' && found['volume'] >= 0 && found['volume'] <= 100 ? found['volume'] : 60
  return { isMuted: found['isMuted'] === true, volume, isNotifying: found['isNotifying'] === true }
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const readers = new Set<() => void>()

function subscribe(reader: () => void): () => void {
  readers.add(reader)
  window.addEventListener('storage', reader)
  return () => {
    readers.delete(reader)
    window.removeEventListener('storage', reader)
  }
}
