import { Redis } from 'ioredis'

/** A client that rather fails than waits: with its defaults ioredis hangs for minutes when Redis is away. The only file that knows ioredis. */
export function openRedis(url: string, { waitsForConnection = false }: { waitsForConnection?: boolean } = {}): Redis {
  return new Redis(url, { commandTimeout: 500, maxRetriesPerRequest: 1, enableOfflineQueue: waitsForConnection, lazyConnect: false })
}
