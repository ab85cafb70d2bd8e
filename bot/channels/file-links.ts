import { createHmac } from 'node:crypto'
import { isSameSecret } from '../../core/auth.ts'

const linkMs = 24 * 60 * 60_000
const hourMs = 60 * 60_000

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

    /** Whether `proof`, the `t` of such a query, opens this file now. */
    opens(conversation: string, uploadId: string, proof: string, now: number): boolean {
      const [until = '', given = ''] = proof.split('.')
      return Number(until) > now && isSameSecret(given, proofOf(conversation, uploadId, until))
    },
  }
}

/** Headers under which a file that a person sent is given out: shown or saved, and never run. */
export function fileHeaders(file: { contentType: string; name: string }): Record<string, string> {
  const kind = file.contentType.startsWith('image/') ? 'inline' : 'attachment'
  return {
    'content-type': file.contentType, 'content-disposition': `${kind}; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`,
    'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'private, max-age=3600',
  }
}
