import type { Clock } from '../core/clock.ts'
import type { Config } from '../core/config.ts'
import { backUp } from '../core/db/backup.ts'
import type { OpenedDatabase } from '../core/db/pool.ts'
import type { Log } from '../core/log.ts'
import { conversationsWithDueSends } from '../core/conversation/index.ts'
import type { Handoff } from '../handoff/index.ts'
import type { NlpModels } from '../nlp-models/index.ts'
import { overdueTurns } from './turn/run-turn.ts'
import { turnGraceMs } from './turn/turn-failed.ts'
import type { Turns } from './turn/turns.ts'
import { writeToShop, type ShopWritePorts } from './turn/write-to-shop.ts'
import type { Job } from './workers.ts'

export interface JobPorts {
  config: Config
  db: OpenedDatabase
  clock: Clock
  turns: Turns
  nlp: Pick<NlpModels, 'refresh'>
  handoff: Pick<Handoff, 'runTargets' | 'sweep' | 'sealAudit'>
  shopPorts: ShopWritePorts
  log: Log
}

/** The one list of background jobs. */
export function jobsOf({ config, db, clock, turns, nlp, handoff, shopPorts, log }: JobPorts): Job[] {
  const jobs: Job[] = [
    { name: 'overdue-turns', everyMs: 1_000, run: async () => { await Promise.all((await overdueTurns({ db, clock }, turnGraceMs)).map(turns.run)) } },
    { name: 'due-deliveries', everyMs: 1_000, run: async () => { (await conversationsWithDueSends(db, clock.now())).forEach(turns.deliver) } },
    { name: 'shop-writes', everyMs: 1_000, run: () => writeToShop(shopPorts) },
    { name: 'release-and-catalogue', everyMs: 60_000, run: () => nlp.refresh() },
    { name: 'audit-chain', everyMs: 500, run: async () => { await handoff.sealAudit() } },
    { name: 'desk', everyMs: 2_000, run: async () => { await handoff.sweep(clock.now()) } },
    { name: 'outside-desk', everyMs: 1_000, run: () => handoff.runTargets() },
  ]
  const { dump, tidy } = db
  if (tidy) jobs.push({ name: 'tidy', everyMs: 60_000, run: tidy })
  if (dump && config.BACKUP_EVERY_HOURS > 0) jobs.push(backupJob({ dump, config, clock, log }))
  return jobs
}

function backupJob({ dump, config, clock, log }: { dump: () => Promise<Uint8Array>; config: Config; clock: Clock; log: Log }): Job {
  const everyMs = config.BACKUP_EVERY_HOURS * 3_600_000
  let nextAt = clock.now() + everyMs
  return {
    name: 'backup',
    everyMs: 60_000,
    async run() {
      if (clock.now() < nextAt) return
      nextAt = clock.now() + everyMs
      const path = await backUp(dump, config.BATON_DATA_DIR, clock.now())
      log.info({ path }, 'backup written')
    },
  }
}
