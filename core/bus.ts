import { EventEmitter } from 'node:events'
import type { Log } from './log.ts'
import { openRedis } from './redis.ts'

/** Hints between replicas: "look again at this". Losing every one costs latency, never data. */
export interface Bus {
  /** Tells every replica, this one included, that `channel` changed. Never throws, never waits for the network. */
  hint(channel: string, payload?: string): void
  /** Calls back on every hint of `channel`; returns the function that stops it. */
  onHint(channel: string, listener: (payload: string) => void): () => void
  close(): Promise<void>
}

/** Opens the bus: in-process, and across replicas when there is a `redisUrl`. `prefix` separates shops on one Redis (`keyPrefix` does not cover pub/sub). */
export function openBus(options: { redisUrl?: string | undefined; prefix: string; log: Log }): Bus {
  const local = new EventEmitter().setMaxListeners(0)
  const hintLocal = (channel: string, payload: string) => { local.emit(channel, payload) }
  const onHint = (channel: string, listener: (payload: string) => void) => {
    local.on(channel, listener)
    return () => { local.off(channel, listener) }
  }
  if (!options.redisUrl) return { hint: (channel, payload = '') => hintLocal(channel, payload), onHint, close: async () => { local.removeAllListeners() } }
  return overRedis({ ...options, redisUrl: options.redisUrl }, hintLocal, onHint, () => { local.removeAllListeners() })
}

function overRedis(
  options: { redisUrl: string; prefix: string; log: Log },
  hintLocal: (channel: string, payload: string) => void,
  onHint: Bus['onHint'],
  clear: () => void,
): Bus {
  // Hints would rather be lost than wait; the one subscription waits until Redis is there.
  const publisher = openRedis(options.redisUrl)
  const subscriber = openRedis(options.redisUrl, { waitsForConnection: true })
  const topic = `${options.prefix}:hints`
  const origin = `${process.pid}-${Math.random().toString(36).slice(2)}`
  let isWarned = false
  const onError = (error: Error) => {
    if (!isWarned) options.log.warn({ why: error.message }, 'Redis cannot be reached: screens follow by polling until it is back')
    isWarned = true
  }
  publisher.on('error', onError).on('ready', () => { isWarned = false })
  subscriber.on('error', onError)
  subscriber.subscribe(topic).catch(onError)
  subscriber.on('message', (_topic: string, message: string) => {
    const [from, channel, payload] = JSON.parse(message) as [string, string, string]
    if (from !== origin) hintLocal(channel, payload)
  })
  return {
    hint(channel, payload = '') {
      hintLocal(channel, payload)
      publisher.publish(topic, JSON.stringify([origin, channel, payload])).catch(onError)
    },
    onHint,
    async close() {
      clear()
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
