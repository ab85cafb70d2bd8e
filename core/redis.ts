import { createRequire } from 'node:module'
import type * as Ioredis from 'ioredis'

const load = createRequire(import.meta.url)

/** A client that rather fails than waits: with its defaults ioredis hangs for minutes when Redis is away. The only file that knows ioredis. */
export function openRedis(url: string, { waitsForConnection = false }: { waitsForConnection?: boolean } = {}): Ioredis.Redis {
  // Read only where there is a Redis. Of its types only these: all of them, compared with themselves, were a fifth of the types that are checked.
  const { Redis } = load('ioredis') as { Redis: new (url: string, options: Ioredis.RedisOptions) => Ioredis.Redis }
  return new Redis(url, { commandTimeout: 500, maxRetriesPerRequest: 1, enableOfflineQueue: waitsForConnection, lazyConnect: false })
}
