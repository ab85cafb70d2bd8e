import { randomUUID } from 'node:crypto'
import { sleep } from '../../core/clock.ts'
import { postDesk, type DeskAsker } from './desk-console.ts'
import { percentile, rounded } from './figures.ts'
import type { ListeningShopper } from './over-direct-line.ts'

interface Talk {
  shopper: ListeningShopper
  conversationId: string
}

/** From the agent's POST until the words are on the shopper's socket: the agent takes these conversations and answers them in turn. */
export async function measureReplies(asker: DeskAsker, talks: Talk[], { replies, pauseMs }: { replies: number; pauseMs: number }): Promise<{ replyToShopperP50Ms: number; replyToShopperP99Ms: number }> {
  for (const { conversationId } of talks) await postDesk(asker, `conversations/${conversationId}/claim`, {})
  const ms: number[] = []
  for (let number = 0; number < replies; number++) {
    const { shopper, conversationId } = talks[number % talks.length]!
    const text = `Thank you, I am looking at it, this is step ${number}.`
    const saidAt = performance.now()
    const [heardAt] = await Promise.all([shopper.hears(text), postDesk(asker, `conversations/${conversationId}/reply`, { text, key: randomUUID() })])
    ms.push(heardAt - saidAt)
    await sleep(pauseMs)
  }
  return { replyToShopperP50Ms: rounded(percentile(ms, 0.5)), replyToShopperP99Ms: rounded(percentile(ms, 0.99)) }
}
