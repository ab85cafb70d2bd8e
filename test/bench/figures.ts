import type { Drive } from './load.ts'

/** What one bot did in one round. */
export interface Sample {
  p50Ms: number
  p99Ms: number
  turnsPerS: number
  /** Processor time of the bot's process a turn. */
  cpuMsPerTurn: number | null
  /** The same of the database server beside it. */
  databaseCpuMsPerTurn: number | null
}

export interface Ratios {
  ratioTurns: number
  ratioP50: number
}

/** Latency is taken from the quiet drive, turns a second from the busy one. */
export function sampleOf(quiet: Drive, busy: Drive, cpu: Pick<Sample, 'cpuMsPerTurn' | 'databaseCpuMsPerTurn'>): Sample {
  return { p50Ms: percentile(quiet.ms, 0.5), p99Ms: percentile(quiet.ms, 0.99), turnsPerS: busy.turnsPerS, ...cpu }
}

/** The median of each figure over the rounds. */
export function mediansOf(samples: Sample[]): Sample {
  const names = ['p50Ms', 'p99Ms', 'turnsPerS', 'cpuMsPerTurn', 'databaseCpuMsPerTurn'] as const
  return Object.fromEntries(names.map((name) => {
    const values = samples.map((sample) => sample[name]).filter((value) => value !== null)
    return [name, values.length === 0 ? null : rounded(percentile(values, 0.5))]
  })) as never
}

/** Medians of the ratios to the echo, each taken within one round: what the machine does to one it does to the other. */
export function ratiosOf(samples: Sample[], echoes: Sample[]): Ratios {
  const ratio = (name: 'turnsPerS' | 'p50Ms') => rounded(percentile(samples.map((sample, round) => sample[name] / echoes[round]![name]), 0.5))
  return { ratioTurns: ratio('turnsPerS'), ratioP50: ratio('p50Ms') }
}

/** The value below which this share of the values lies; NaN of none. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
