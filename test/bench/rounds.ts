import type { Contender, Shopper } from './contender.ts'
import { sampleOf, type Sample } from './figures.ts'
import { drive, type Load } from './load.ts'
import { cpuMsOf } from './process-facts.ts'

export interface Plan {
  rounds: number
  warmUp: Load
  quiet: Load
  busy: Load
}

/** The whole bench stays under four minutes: each drive ends with its turns or with its time. */
export const plans: Record<'whole' | 'quick', Plan> = {
  whole: {
    rounds: 3, warmUp: { seats: 16, turns: 1000, atMostMs: 5_000 },
    quiet: { seats: 2, turns: 200, atMostMs: 4_000 }, busy: { seats: 32, turns: 2500, atMostMs: 6_000 },
  },
  quick: {
    rounds: 1, warmUp: { seats: 16, turns: 300, atMostMs: 2_000 },
    quiet: { seats: 2, turns: 60, atMostMs: 2_000 }, busy: { seats: 32, turns: 800, atMostMs: 3_000 },
  },
}

/** One bot under one way of talking to it. */
export interface Track {
  contender: Contender
  open(): Shopper | Promise<Shopper>
}

/** Measures all tracks in turns, round by round: the machine is shared, and what disturbs one round disturbs all that are compared in it. */
export async function runRounds<Name extends string>(tracks: Record<Name, Track>, questions: string[][], plan: Plan): Promise<Record<Name, Sample[]>> {
  const entries = Object.entries(tracks) as [Name, Track][]
  const samples = Object.fromEntries(entries.map(([name]) => [name, []])) as never as Record<Name, Sample[]>
  for (const [, track] of entries) await drive(track.open, questions, plan.warmUp)
  for (let round = 0; round < plan.rounds; round++) {
    for (const [name, track] of entries) samples[name].push(await measure(track, questions, plan))
  }
  return samples
}

async function measure({ contender, open }: Track, questions: string[][], plan: Plan): Promise<Sample> {
  const quiet = await drive(open, questions, plan.quiet)
  const before = cpuOf(contender)
  const busy = await drive(open, questions, plan.busy)
  const after = cpuOf(contender)
  const perTurn = (from: number | null, to: number | null) => (from === null || to === null ? null : (to - from) / busy.ms.length)
  return sampleOf(quiet, busy, { cpuMsPerTurn: perTurn(before.bot, after.bot), databaseCpuMsPerTurn: perTurn(before.database, after.database) })
}

function cpuOf({ pid, databasePid }: Contender): { bot: number | null; database: number | null } {
  return { bot: cpuMsOf(pid), database: databasePid === undefined ? null : cpuMsOf(databasePid, true) }
}
