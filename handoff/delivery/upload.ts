import { storeUpload } from '../../core/conversation/index.ts'
import { CallerError } from '../../core/errors.ts'
import { isId } from '../../core/ids.ts'
import { refuse } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { notFound } from '../api/deed.ts'
import { visibleHandoff } from '../deeds/claim.ts'
import { insertAudit } from '../feed/feed-queries.ts'

/** Stores a file of an agent beside the shopper's; what it is, its bytes tell. It goes out with the reply that names it. */
export async function upload({ ports, agent, params, query, body }: RouteContext<Uint8Array>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const handoff = isId(id) ? await visibleHandoff(ports.db, id, agent!) : null
  if (!handoff) return notFound()
  const now = ports.clock.now()
  try {
    const stored = await ports.db.transaction(async (tx) => {
      const attachment = await storeUpload(tx, id, { name: query.get('name') ?? '', bytes: Buffer.from(body) }, now)
      await insertAudit(tx, { agentId: agent!.id, deed: 'file-added', conversationId: id, handoffId: handoff.id, detail: { uploadId: attachment.id, size: attachment.size }, now })
      return attachment
    })
    return { status: 200, body: stored }
  } catch (error) {
    // Too big or of no kind we take: and then instead we say what is.
    if (error instanceof CallerError) return refuse(error.status, 'bad-request', error.message)
    throw error
  }
}
