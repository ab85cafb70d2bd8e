import { createHmac } from 'node:crypto'
import { isSameSecret } from '../../core/auth.ts'
import { CallerError } from '../../core/errors.ts'
import type { ChannelResponse } from './channel.ts'

const linkMs = 24 * 60 * 60_000
const hourMs = 60 * 60_000

interface LinkedFile { contentType: string; name: string; bytes: Buffer }

/** Links to files for those who have no other key: a page that shows a picture, an app that fetches one. `secret` is the channel's own. */
export function openFileLinks(secret: string | Buffer) {
  const proofOf = (conversation: string, uploadId: string, until: string | number) =>
    createHmac('sha256', secret).update(`upload\n${conversation}\n${uploadId}\n${until}`).digest('base64url')
  return {
    /** The query of a link that opens this one file for a day; the same all hour long, so that browsers can keep the picture. */
    queryOf(conversation: string, uploadId: string, now: number): string {
      const until = Math.ceil((now + linkMs) / hourMs) * hourMs
      return `t=${until}.${proofOf(conversation, uploadId, until)}`
    },

    /** The file, for the bearer of its link; `read` gets it. Throws CallerError when the query does not open it now (403) or it is not there (404). */
    async answer(asked: { conversation: string; uploadId: string; query: URLSearchParams; now: number }, read: () => Promise<LinkedFile | null>): Promise<ChannelResponse> {
      const [until = '', given = ''] = (asked.query.get('t') ?? '').split('.')
      const isOpen = Number(until) > asked.now && isSameSecret(given, proofOf(asked.conversation, asked.uploadId, until))
      if (!isOpen) throw new CallerError(403, 'BadLink', 'This link does not open the file, or no longer.')
      const file = await read()
      if (!file) throw new CallerError(404, 'NotFound', 'There is no such file.')
      return { status: 200, body: file.bytes, headers: fileHeaders(file) }
    },
  }
}

// What a person sent is shown or saved, and never run.
function fileHeaders(file: LinkedFile): Record<string, string> {
  const kind = file.contentType.startsWith('image/') ? 'inline' : 'attachment'
  return {
    'content-type': file.contentType, 'content-disposition': `${kind}; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`,
    'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'private, max-age=3600',
  }
}
