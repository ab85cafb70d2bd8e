import { CallerError } from '../../../core/errors.ts'
import type { ChannelRequest } from '../channel.ts'
import { readJson } from '../json-body.ts'
import { ActivityBody } from './body.ts'

/** Bytes of a whole upload, its parts included. */
export const uploadLimit = 5 * 1024 * 1024

const mostFiles = 5
const mostParts = mostFiles + 1

export interface Upload {
  activity: ActivityBody
  files: { name: string; contentType: string; bytes: Buffer }[]
}

/**
 * Reads an upload as Direct Line clients send it: multipart with a part `activity` and files, or one file as the body. What the files are is told
 * later, by their bytes. Throws CallerError when it cannot be read or holds too many parts.
 */
export async function filesOf(request: Pick<ChannelRequest, 'headers' | 'body'>): Promise<Upload> {
  const contentType = request.headers['content-type'] ?? ''
  if (!contentType.toLowerCase().startsWith('multipart/form-data')) {
    if (request.body.length === 0) throw new CallerError(400, 'BadArgument', 'Send a file.')
    return { activity: bareMessage, files: [{ name: nameIn(request.headers['content-disposition']), contentType, bytes: request.body }] }
  }
  const form = await formOf(contentType, request.body)
  const activity = form.get('activity')
  const files = await Promise.all([...form].filter(([name]) => name !== 'activity').map(([, part]) => fileOf(part)))
  return { activity: activity === null ? bareMessage : readJson(ActivityBody, await bytesOf(activity)), files }
}

const bareMessage: ActivityBody = { type: 'message', value: undefined, locale: undefined, id: undefined }

// The parser is Node's own (undici). Parts are counted before it runs: thousands of tiny ones would keep it busy.
async function formOf(contentType: string, body: Buffer): Promise<FormData> {
  const unreadable = new CallerError(400, 'BadArgument', 'Send multipart/form-data with a part "activity" and the files.')
  const boundary = /boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType)
  if (!boundary) throw unreadable
  if (partsIn(body, `--${boundary[1] ?? boundary[2]}`) > mostParts) throw new CallerError(400, 'TooManyFiles', `Send at most ${mostFiles} files at a time.`)
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw unreadable
  }
}

function partsIn(body: Buffer, delimiter: string): number {
  let count = 0
  // The last delimiter closes the form and opens no part.
  for (let at = body.indexOf(delimiter); at !== -1 && count <= mostParts + 1; at = body.indexOf(delimiter, at + delimiter.length)) count += 1
  return count - 1
}

async function fileOf(part: FormDataEntryValue): Promise<Upload['files'][number]> {
  if (typeof part === 'string') throw new CallerError(400, 'BadArgument', 'Send files, and one part "activity".')
  return { name: part.name, contentType: part.type, bytes: await bytesOf(part) }
}

async function bytesOf(part: FormDataEntryValue): Promise<Buffer> {
  return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer())
}

function nameIn(disposition = ''): string {
  return /filename="?([^";]{1,200})/i.exec(disposition)?.[1] ?? 'file'
}
