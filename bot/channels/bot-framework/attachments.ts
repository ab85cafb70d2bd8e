import type { Attachment } from '../../../core/conversation/index.ts'
import { CallerError, OtherSystemError } from '../../../core/errors.ts'
import type { ChannelPorts } from '../channel.ts'
import type { ShopperActivity } from './activity.ts'
import type { Connector } from './connector.ts'

const longest = 4 * 1024 * 1024
const timeOutMs = 5_000
const mostFiles = 5

/** The files of a message: those that were fetched and kept, and a line naming each of the others. */
export interface Files {
  attachments: Attachment[]
  notes: string[]
}

/**
 * Fetches what a shopper sent along, from the host of the activity's own serviceUrl and from no other: an address in a message must not send us
 * anywhere. What cannot be had is named, so that a person can ask for it.
 */
export async function fetchFiles(activity: ShopperActivity, connector: Connector, ports: ChannelPorts, conversationId: () => Promise<string>): Promise<Files> {
  const files: Files = { attachments: [], notes: [] }
  for (const attachment of (activity.attachments ?? []).filter(isFile).slice(0, mostFiles)) {
    const bytes = isFromService(attachment.contentUrl, activity.serviceUrl) ? await fetchFile(connector, attachment.contentUrl) : null
    const stored = bytes && (await store(ports, await conversationId(), { name: attachment.name ?? 'file', contentType: attachment.contentType, bytes }))
    if (stored) files.attachments.push(stored)
    else files.notes.push(`[${attachment.name ?? 'file'}, ${attachment.contentType}]`)
  }
  return files
}

// Teams sends every text a second time as an HTML attachment; cards are no files either.
function isFile({ contentType }: { contentType: string }): boolean {
  return contentType !== 'text/html' && !contentType.startsWith('application/vnd.microsoft.card')
}

function isFromService(contentUrl: string | null | undefined, serviceUrl: string): contentUrl is string {
  const [url, service] = [URL.parse(contentUrl ?? ''), URL.parse(serviceUrl)]
  return url !== null && service !== null && url.origin === service.origin && url.username === '' && url.password === ''
}

async function fetchFile(connector: Connector, url: string): Promise<Buffer | null> {
  try {
    return await connector.read(url, longest, AbortSignal.timeout(timeOutMs))
  } catch (error) {
    if (error instanceof OtherSystemError) return null
    throw error
  }
}

async function store(ports: ChannelPorts, conversationId: string, file: { name: string; contentType: string; bytes: Buffer }): Promise<Attachment | null> {
  try {
    return await ports.storeUpload(conversationId, file)
  } catch (error) {
    if (error instanceof CallerError) return null
    throw error
  }
}
