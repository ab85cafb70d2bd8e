import { readUpload, storeUpload } from '../../core/conversation/index.ts'
import type { Attachment } from '../../core/conversation/index.ts'
import { CallerError } from '../../core/errors.ts'
import type { HandoffPorts } from '../ports.ts'

/** A file that an outside desk sends along: where it lies, or the file itself as a `data:` address. */
export interface OutsideFile {
  name: string
  url: string
}

const longestFile = 4 * 1024 * 1024
const timeOutMs = 8_000

/**
 * Takes the files of an outside desk into our store, so that the shopper gets them from us; done before any transaction. Only files that lie at the
 * desk's own host, or came along, are taken; of others, and of what cannot be read or is of no allowed kind, the address goes into the text.
 */
export async function takeFiles(
  ports: Pick<HandoffPorts, 'db' | 'clock'>, conversationId: string, files: OutsideFile[], deskUrl: string,
): Promise<{ attachments: Attachment[]; links: string[] }> {
  const taken = await Promise.all(files.map(async (file) => ({ file, attachment: await takeFile(ports, conversationId, file, deskUrl) })))
  return {
    attachments: taken.flatMap(({ attachment }) => attachment ?? []),
    links: taken.flatMap(({ file, attachment }) => (attachment || !/^https?:/i.test(file.url) ? [] : [file.url])),
  }
}

/** The bytes of a message's file as a `data:` address; null when it is not in the store. */
export async function fileAddress(ports: Pick<HandoffPorts, 'db'>, conversationId: string, attachment: Attachment): Promise<string | null> {
  const file = await readUpload(ports.db, conversationId, attachment.id)
  return file && `data:${file.contentType};base64,${file.bytes.toString('base64')}`
}

async function takeFile(ports: Pick<HandoffPorts, 'db' | 'clock'>, conversationId: string, { name, url }: OutsideFile, deskUrl: string): Promise<Attachment | null> {
  const isNear = URL.parse(url)?.protocol === 'data:' || URL.parse(url)?.host === URL.parse(deskUrl)?.host
  const bytes = isNear ? await read(url) : null
  if (!bytes) return null
  try {
    return await storeUpload(ports.db, conversationId, { name, bytes }, ports.clock.now())
  } catch (error) {
    // Too big or of no allowed kind: and then instead the shopper gets its address.
    if (error instanceof CallerError) return null
    throw error
  }
}

async function read(url: string): Promise<Buffer | null> {
  try {
    // The desk may keep its files in a store elsewhere, to which its own address leads: redirects are followed.
    const response = await fetch(url, { signal: AbortSignal.timeout(timeOutMs) })
    if (!response.ok || !response.body) return null
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of response.body) {
      size += part.length
      if (size > longestFile) return null
      parts.push(part)
    }
    return Buffer.concat(parts)
  } catch {
    // It cannot be read: and then instead the shopper gets its address.
    return null
  }
}
