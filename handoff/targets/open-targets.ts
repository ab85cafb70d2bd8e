import { lastSeqs } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import { errorLine } from '../../core/errors.ts'
import type { HandoffPorts } from '../ports.ts'
import { hasFailedSince } from './call-queries.ts'
import { openChatwootTarget } from './chatwoot/chatwoot.ts'
import { fallBack } from './fall-back.ts'
import { lapsedLinks, openLinks } from './link-queries.ts'
import { keepPresent } from './outside-agents.ts'
import { offer, relay } from './relay.ts'
import { sendCalls } from './send.ts'
import { builtInDesk } from './target.ts'
import type { HandoffTarget } from './target.ts'
import { openWebhookTarget } from './webhook.ts'

const renewEveryMs = 10_000
// After an offer that came to nothing the outside desk is not counted on for so long: who asks for a person while nobody else is there leaves a message.
const restMs = 60_000
const mostLinks = 500

/** The desk that is set. */
export function targetOf(ports: HandoffPorts): HandoffTarget {
  const settings = ports.targetSettings
  switch (settings?.kind) {
    case undefined: return builtInDesk
    case 'webhook': return openWebhookTarget(settings, ports)
    case 'chatwoot': return openChatwootTarget(settings, ports)
  }
}

/** What the room does with the desk that is set. */
export function openTargets(ports: HandoffPorts) {
  const target = targetOf(ports)
  const running = new Set<Promise<unknown>>()
  const presence = openPresence(ports, target)
  return {
    /** Offers a fresh handoff, in the request's transaction. */
    offer: (tx: Db, handoffId: string) => offer(ports, tx, target, handoffId),
    /** Something happened in this conversation: the outside desk is told at once, in the background. What fails is found again by `run`. */
    nudge(conversationId: string): void {
      if (!target.isOutside || conversationId === '') return
      const work = tell(ports, target, conversationId).catch((error: unknown) => {
        ports.log.warn({ conversation: conversationId, why: errorLine(error) }, 'the outside desk is told in a moment')
      })
      running.add(work)
      void work.finally(() => { running.delete(work) })
    },
    /** Everything that is due, whoever has left it: called every second by every replica. */
    async run(): Promise<void> {
      await presence()
      const now = ports.clock.now()
      for (const link of await lapsedLinks(ports.db, target.name, now)) await fallBack(ports, target, link.handoffId, link.target === target.name ? 'not-accepted' : 'not-set')
      if (!target.isOutside) return
      for (const conversationId of await conversationsWithNews(ports, target)) await relay(ports, conversationId)
      await sendCalls(ports, target)
    },
    /** Resolves when nothing is running here. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

async function tell(ports: HandoffPorts, target: HandoffTarget, conversationId: string): Promise<void> {
  await relay(ports, conversationId)
  await sendCalls(ports, target)
}

async function conversationsWithNews(ports: Pick<HandoffPorts, 'db'>, target: HandoffTarget): Promise<string[]> {
  const links = await openLinks(ports.db, target.name, mostLinks)
  const last = await lastSeqs(ports.db, links.map((link) => link.conversationId))
  return links.filter((link) => {
    const isSettled = link.state === 'offered' ? link.status === 'waiting' : link.status === 'accepted' && link.heldFrom === target.name
    return !isSettled || (last.get(link.conversationId) ?? 0) > link.relayedSeq
  }).map((link) => link.conversationId)
}

/** Says every few seconds that somebody is there at the outside desk; not while it cannot be relied on. */
function openPresence(ports: HandoffPorts, target: HandoffTarget): () => Promise<void> {
  let renewAt = 0
  let wasReliable = true
  return async () => {
    if (!target.isOutside) return
    const now = ports.clock.now()
    const isReliable = !(await hasFailedSince(ports.db, target.name, now - restMs))
    if (now < renewAt && isReliable === wasReliable) return
    await keepPresent(ports.db, target, { now, until: isReliable ? now + ports.policy.leaseMs : now })
    wasReliable = isReliable
    renewAt = now + renewEveryMs
  }
}
