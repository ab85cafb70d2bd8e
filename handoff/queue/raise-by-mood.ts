import type { Mood, MoodLevel } from '../../core/conversation/index.ts'
import type { Db } from '../../core/db/db.ts'
import type { ComplaintClass } from '../contract.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { recordChange } from '../ports.ts'
import type { HandoffPorts } from '../ports.ts'
import { openHandoffOf } from '../queries.ts'
import type { Handoff } from '../queries.ts'
import { levelFor, priorityOf, rankOf } from './priority.ts'
import { lineOf, saveMood, savePriority } from './waiting-queries.ts'
import { setRise } from './waiting.ts'

const rising: readonly MoodLevel[] = ['calm', 'annoyed', 'angry', 'furious']

/** Who waits is angrier than when they asked, or makes a threat: inside the turn's transaction their place and what they need of an agent rise with it. Nothing falls again while they wait. */
export async function raiseByMood(ports: Pick<HandoffPorts, 'clock'>, tx: Db, conversationId: string, mood: Pick<Mood, 'level' | 'hasThreat'>): Promise<void> {
  const open = await openHandoffOf(tx, conversationId)
  const line = open?.status === 'waiting' ? await lineOf(tx, open.id) : null
  if (!open || !line) return
  const { priority, level, worst } = weighed(open, mood)
  const isRaised = rankOf(priority) > rankOf(open.priority)
  if (!isRaised && level <= open.level && worst === open.mood) return
  const now = ports.clock.now()
  await saveMood(tx, open.id, { mood: worst, level: Math.max(level, open.level) })
  if (isRaised) {
    await savePriority(tx, open.id, rankOf(priority))
    await setRise(tx, { handoffId: open.id, priority, riseMs: line.riseMs }, now)
    await insertAudit(tx, { agentId: null, deed: 'priority', conversationId, handoffId: open.id, detail: { from: open.priority, to: priority, by: 'mood' }, now })
  }
  await recordChange(tx, open, 'priority', now)
}

function weighed({ reason, complaintClass, mood: before }: Handoff, mood: Pick<Mood, 'level' | 'hasThreat'>) {
  const weight = { reason, mood, complaintClass: complaintClass as ComplaintClass | null }
  const worst = rising.indexOf(mood.level) > rising.indexOf(before) ? mood.level : before
  return { priority: priorityOf(weight), level: levelFor(weight), worst }
}
