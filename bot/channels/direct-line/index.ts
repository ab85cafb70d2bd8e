// Our own Direct Line 3.0 endpoint: what `botframework-directlinejs` and Web Chat ask for, and the checks that keep one shopper out of another's talk.
import type { Channel, ChannelPorts, ChannelRoute } from '../channel.ts'
import { openToPages, preflights, refusalHeaders, type Handle } from './access.ts'
import { openConversations } from './conversations.ts'
import { channelName, openLine, type DirectLineConfig } from './line.ts'
import { openActivities } from './receive.ts'
import { send } from './send.ts'
import { openStreams, streamPath } from './stream.ts'
import { uploadLimit } from './upload.ts'

export { signCustomer } from './customer.ts'
export type { DirectLineConfig } from './line.ts'

const root = '/v3/directline'

/** Opens Direct Line. Shoppers read by watermark, over polling or a stream; nothing is pushed that a page could miss. */
export function openDirectLine({ ports, config }: { ports: ChannelPorts; config: DirectLineConfig }): Channel {
  const line = openLine(ports, config)
  const streams = openStreams(line)
  const conversations = openConversations(line)
  const activities = openActivities(line, streams.onReceived)
  const route = (method: ChannelRoute['method'], path: string, handle: Handle): ChannelRoute => ({ method, path: root + path, handle: openToPages(config, handle), refusalHeaders: refusalHeaders(config) })
  const routes: ChannelRoute[] = [
    route('POST', '/tokens/generate', conversations.generate),
    route('POST', '/tokens/refresh', conversations.refresh),
    route('POST', '/conversations', conversations.start),
    route('GET', '/conversations/:id', conversations.reconnect),
    route('POST', '/conversations/:id/activities', activities.post),
    route('GET', '/conversations/:id/activities', activities.read),
    { ...route('POST', '/conversations/:id/upload', activities.upload), bodyLimit: uploadLimit },
    route('GET', '/conversations/:id/uploads/:uploadId', activities.file),
  ]
  return {
    name: channelName,
    manners: {
      ackWithinMs: 15_000, replyInAck: 'never', buttons: true, media: true, longestText: 8_000, freeTextWindowMs: null, sendTimeoutMs: 1_000, readsEvents: false,
    },
    routes: [...routes, ...preflights(config, routes)],
    upgrade: { path: streamPath, take: streams.take },
    send,
    close: streams.close,
  }
}
