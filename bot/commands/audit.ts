import { parseArgs } from 'node:util'
import { readConfig } from '../../core/config.ts'
import { openDatabase } from '../../core/db/pool.ts'
import { OperatorError } from '../../core/errors.ts'
import { verifyAudit, type Verdict } from '../../handoff/index.ts'

const use = 'npm run audit:verify [-- --known <count>:<hash>]   where count and hash are what an earlier run printed'

/** `npm run audit:verify`: reads the whole record of deeds and says whether it is as it was sealed. Resolves with 1 at the first broken row. */
export async function auditVerify(args: string[]): Promise<number> {
  const known = knownOf(args)
  const config = readConfig()
  const db = await openDatabase({ url: config.DATABASE_URL, dataDir: config.BATON_DATA_DIR })
  try {
    const verdict = await verifyAudit(db, known)
    console.log(lineOf(verdict))
    return verdict.isWhole ? 0 : 1
  } finally {
    await db.close()
  }
}

function knownOf(args: string[]): { sealed: number; hash: string } | null {
  const { values: { known } } = parseArgs({ args, options: { known: { type: 'string' } } })
  if (known === undefined) return null
  const [, count, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(known) ?? []
  if (!count || !hash) throw new OperatorError(use)
  return { sealed: Number(count), hash }
}

function lineOf(verdict: Verdict): string {
  if (verdict.isWhole) {
    const more = verdict.unsealed > 0 ? ` ${verdict.unsealed} younger rows wait for their seal.` : ''
    return `The record is whole: ${verdict.sealed} rows.${more} Keep this elsewhere: ${verdict.sealed}:${verdict.hash || 'empty'}`
  }
  const row = verdict.rowId ? ` (${verdict.rowId})` : ''
  switch (verdict.why) {
    case 'row-changed': return `BROKEN at row ${verdict.brokenAt}${row}: it is not what was sealed.`
    case 'row-missing': return `BROKEN at row ${verdict.brokenAt}: it is missing.`
    case 'row-added': return `BROKEN at row ${verdict.brokenAt}: it was added after the chain's end.`
    case 'not-the-known-chain': return `BROKEN at row ${verdict.brokenAt}${row}: the chain is not the one whose end was noted.`
  }
}
