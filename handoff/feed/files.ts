import { readUpload } from '../../core/conversation/index.ts'
import { isId } from '../../core/ids.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { notFound } from '../api/deed.ts'
import { recordRead } from '../audit/read.ts'
import { visibleHandoff } from '../deeds/claim.ts'

/** A file of a conversation, for the agents of its team. It is shown by the browser as what its bytes are, and can run nothing. */
export async function file({ ports, agent, params }: RouteContext<null>): Promise<DeskAnswer> {
  const { id = '', uploadId = '' } = params
  const isTheirs = isId(id) && isId(uploadId) && await visibleHandoff(ports.db, id, agent!)
  const found = isTheirs ? await readUpload(ports.db, id, uploadId) : null
  if (!found) return notFound()
  await recordRead(ports, agent, id)
  return { status: 200, body: found.bytes, headers: {
    'content-type': found.contentType, 'x-content-type-options': 'nosniff', 'cache-control': 'private, max-age=3600', 'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(found.name)}`,
  } }
}
