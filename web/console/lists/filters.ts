import type { QueueEntry } from '../../../handoff/contract.ts'
import { keep, kept } from '../../ui/kept.ts'

const names = ['queueId', 'language', 'reason', 'priority', 'tag', 'agentId'] as const
export type FilterName = (typeof names)[number]
/** Which lines to show; null: any. */
export type Filters = Record<FilterName, string | null>

export const noFilters: Filters = { queueId: null, language: null, reason: null, priority: null, tag: null, agentId: null }

/** The lines for which everything chosen holds. */
export function filtered(entries: QueueEntry[], filters: Filters): QueueEntry[] {
  return entries.filter((entry) => names.every((name) => filters[name] === null || valuesOf(entry, name).includes(filters[name])))
}

/** What there is to choose from in these lines, each once and in order. */
export function choicesOf(entries: QueueEntry[], name: FilterName): string[] {
  return [...new Set(entries.flatMap((entry) => valuesOf(entry, name)))].toSorted()
}

/** How many are chosen beside the queue. */
export function chosenCount(filters: Filters, shown: readonly FilterName[]): number {
  return shown.filter((name) => filters[name] !== null).length
}

/** What this agent chose last in this browser. */
export function keptFilters(agentId: string): Filters {
  return filtersFrom(kept(placeOf(agentId)))
}

export function keepFilters(agentId: string, filters: Filters): void {
  keep(placeOf(agentId), JSON.stringify(filters))
}

/** Filters as they were kept; what cannot be read filters nothing. */
export function filtersFrom(text: string | null): Filters {
  const found = parsed(text)
  return Object.fromEntries(names.map((name) => [name, typeof found[name] === 'string' ? found[name] : null])) as Filters
}

function placeOf(agentId: string): string {
  return `baton.desk.filters.${agentId}`
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function valuesOf(entry: QueueEntry, name: FilterName): string[] {
  switch (name) {
    case 'tag': return entry.tags ?? []
    case 'agentId': return entry.agent ? [entry.agent.id] : []
    case 'queueId': case 'language': case 'reason': case 'priority': return [entry[name]]
  }
}
