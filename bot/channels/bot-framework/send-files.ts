import type { Conversation, Message } from '../../../core/conversation/index.ts'
import { RefusedError } from '../../../core/errors.ts'
import type { ChannelPorts, ChannelRoute } from '../channel.ts'
import { openFileLinks } from '../file-links.ts'

const path = '/api/messages/files'
// Without an address of our own a file must travel in the activity, and services take 256 KB of that (a byte costs 4/3 in base64).
const longestInline = 150 * 1024

/** What is added to an activity for the files of a message. */
export interface SentFiles {
  attachments: { contentType: string; contentUrl: string; name: string }[]
  /** Addresses of files, for apps that show pictures alone. */
  lines: string[]
}

/**
 * Files that agents send. The service fetches them from us by a link that opens one file for a day; without PUBLIC_URL small ones travel in the activity, and bigger ones
 * are refused (RefusedError), so that the agent sees that nothing was sent.
 */
export function openSendFiles(ports: ChannelPorts, { publicUrl, secret }: { publicUrl: string | undefined; secret: string }) {
  const links = openFileLinks(secret)
  const base = publicUrl?.replace(/\/+$/, '')

  async function addressOf(conversationId: string, { id, contentType }: Message['attachments'][number]): Promise<string> {
    if (base !== undefined) return `${base}${path}/${conversationId}/${id}?${links.queryOf(conversationId, id, ports.now())}`
    const file = await ports.readUpload(conversationId, id)
    if (!file) throw new RefusedError('a file of this message is not there any more')
    return `data:${contentType};base64,${file.bytes.toString('base64')}`
  }

  const route: ChannelRoute = {
    method: 'GET', path: `${path}/:id/:uploadId`,
    handle: ({ params: { id = '', uploadId = '' }, query }) => links.answer({ conversation: id, uploadId, query, now: ports.now() }, () => ports.readUpload(id, uploadId)),
  }

  return {
    route,
    async filesOf({ id }: Pick<Conversation, 'id'>, message: Message, channelId: string | undefined): Promise<SentFiles> {
      const files: SentFiles = { attachments: [], lines: [] }
      // Teams shows pictures by their address and drops anything else that is not in its own store.
      const isLine = ({ contentType }: { contentType: string }) => channelId === 'msteams' && !contentType.startsWith('image/')
      const size = message.attachments.reduce((sum, file) => sum + file.size, 0)
      if (base === undefined && (size > longestInline || message.attachments.some(isLine))) throw new RefusedError('set PUBLIC_URL: without it only small pictures reach Bot Framework\'s channels')
      for (const file of message.attachments) {
        const contentUrl = await addressOf(id, file)
        if (isLine(file)) files.lines.push(`${file.name}: ${contentUrl}`)
        else files.attachments.push({ contentType: file.contentType, contentUrl, name: file.name })
      }
      return files
    },
  }
}

export type SendFiles = ReturnType<typeof openSendFiles>
