import type { IncomingMessage } from 'node:http'
import { CallerError } from '../core/errors.ts'

const bodiless = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Reads a request's raw body. Throws 415 on any Content-Encoding (one bad gzip body must not cost us anything) and 413 past `limit` bytes, without reading on. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding']
  if (encoding && encoding !== 'identity') throw new CallerError(415, 'ContentEncoding', 'Send the body without Content-Encoding.')
  const tooBig = () => new CallerError(413, 'BodyTooBig', `Send at most ${Math.floor(limit / 1024)} KB.`)
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooBig()
  if (bodiless.has(request.method ?? '')) return Buffer.alloc(0)
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    request.on('data', (part: Buffer) => {
      size += part.length
      if (size > limit) {
        request.removeAllListeners('data')
        request.resume()
        return reject(tooBig())
      }
      parts.push(part)
    })
    request.on('end', () => resolve(Buffer.concat(parts)))
    request.on('error', reject)
    request.on('aborted', () => reject(new CallerError(400, 'Aborted', 'The request ended before its body did.')))
  })
}
