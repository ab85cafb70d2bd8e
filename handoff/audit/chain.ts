import type { Database, Db } from '../../core/db/db.ts'
import { sha256 } from '../../core/ids.ts'
import { chainHead, countUnsealed, hasUnsealed, lockChainHead, saveChainHead, saveSeals, sealedRows, unsealedRows } from './audit-queries.ts'
import type { ChainHead, ChainRow, SealedRow } from './audit-queries.ts'

const batch = 500

/**
 * Puts every committed row that has no seal yet at the end of the chain; returns how many. A deed that commits late is sealed late, never skipped: what
 * waits is known by its missing seal, not by a place that has been passed. While another replica seals, this one leaves it to that one.
 */
export async function sealAudit(db: Database): Promise<number> {
  let sealed = 0
  while (await hasUnsealed(db)) {
    const done = await db.transaction(sealBatch)
    if (done === 0) break
    sealed += done
  }
  return sealed
}

async function sealBatch(tx: Db): Promise<number> {
  const head = await lockChainHead(tx)
  if (!head) return 0
  const rows = await unsealedRows(tx, batch)
  if (rows.length === 0) return 0
  let { sealed, hash } = head
  const seals = rows.map((row) => {
    const prevHash = hash
    sealed += 1
    hash = hashOf(row, sealed, prevHash)
    return { id: row.id, sealNo: sealed, prevHash, hash }
  })
  if (!(await saveSeals(tx, seals))) throw new Error('an audit row was sealed twice: the chain has two sealers')
  await saveChainHead(tx, { sealed, hash })
  return rows.length
}

/** What the chain holds of a row: its place, all it says, and by `prevHash` all rows before it. */
function hashOf(row: ChainRow, sealNo: number, prevHash: string): string {
  const { id, at, agent_id, deed, conversation_id, handoff_id, team, detail, deed_key } = row
  return sha256(JSON.stringify([prevHash, sealNo, id, at, agent_id, deed, conversation_id, handoff_id, team, detail, deed_key]))
}

export type Verdict =
  /** Every row is as it was sealed and none is missing; `unsealed` rows are younger than the last seal. */
  | { isWhole: true; sealed: number; hash: string; unsealed: number }
  /** The first place where the chain is broken, and how. */
  | { isWhole: false; brokenAt: number; rowId: string | null; why: 'row-changed' | 'row-missing' | 'row-added' | 'not-the-known-chain' }

/** Reads the whole chain and says whether it is whole. `known` is a place and hash noted earlier: with it a chain that was written anew from the start is found too. */
export function verifyAudit(db: Database, known: ChainHead | null = null): Promise<Verdict> {
  return db.transaction(async (tx) => {
    // One snapshot: the sealer goes on meanwhile.
    await tx.query('set transaction isolation level repeatable read, read only')
    const head = await chainHead(tx)
    const end = await walk(tx, known)
    if ('isWhole' in end) return end
    if (end.sealed < head.sealed) return { isWhole: false, brokenAt: end.sealed + 1, rowId: null, why: 'row-missing' }
    if (end.sealed > head.sealed) return { isWhole: false, brokenAt: head.sealed + 1, rowId: null, why: 'row-added' }
    if (end.hash !== head.hash || (known && known.sealed > end.sealed)) return { isWhole: false, brokenAt: end.sealed, rowId: null, why: 'not-the-known-chain' }
    return { isWhole: true, ...head, unsealed: await countUnsealed(tx) }
  })
}

async function walk(tx: Db, known: ChainHead | null): Promise<ChainHead | Verdict> {
  let head: ChainHead = { sealed: 0, hash: '' }
  for (;;) {
    const rows = await sealedRows(tx, head.sealed, batch)
    for (const row of rows) {
      const why = flawOf(row, head, known)
      if (why) return { isWhole: false, brokenAt: why === 'row-missing' ? head.sealed + 1 : Number(row.seal_no), rowId: why === 'row-missing' ? null : row.id, why }
      head = { sealed: head.sealed + 1, hash: row.hash! }
    }
    if (rows.length < batch) return head
  }
}

function flawOf(row: SealedRow, before: ChainHead, known: ChainHead | null): 'row-missing' | 'row-changed' | 'not-the-known-chain' | null {
  const sealNo = Number(row.seal_no)
  if (sealNo !== before.sealed + 1) return 'row-missing'
  if (row.prev_hash !== before.hash || row.hash !== hashOf(row, sealNo, before.hash)) return 'row-changed'
  return known?.sealed === sealNo && known.hash !== row.hash ? 'not-the-known-chain' : null
}
