import { systemClock } from '../../core/clock.ts'
import { silentLog } from '../../core/log.ts'
import type { Database } from '../../core/db/db.ts'
import { sayInMany, sayNow, type Say } from '../../core/conversation/index.ts'
import { openHandoff, type Saying } from '../../handoff/index.ts'

/** The handoff room by itself, on this database: it stores what it says, and nobody delivers it. */
export function openBenchRoom(db: Database) {
  return openHandoff({
    db, clock: systemClock, log: silentLog, wake: () => {}, hint: () => {}, cardData: async () => ({ orders: [], returns: [] }),
    say: (tx, id, saying) => sayNow(tx, id, [sayOf(saying)], systemClock.now()),
    sayInMany: (tx, said) => sayInMany(tx, said.map(({ conversationId, sayings }) => ({ conversationId, says: sayings.map(sayOf) })), systemClock.now()),
  })
}

function sayOf(saying: Saying): Say {
  if ('reply' in saying) return { speaker: 'bot', kind: 'text', text: saying.reply.key, replyKey: saying.reply.key, isNotice: true, isSent: true }
  if ('text' in saying) return { speaker: 'agent', kind: 'text', agentId: saying.agentId, text: saying.text, attachments: saying.attachments, isSent: true }
  if ('note' in saying) return { speaker: saying.agentId ? 'agent' : 'system', kind: 'note', agentId: saying.agentId, text: saying.note, isSent: false }
  if ('mark' in saying) return { speaker: 'system', kind: 'event', agentId: saying.agentId, text: '', event: { name: saying.mark, data: saying.data }, isSent: false }
  return { speaker: 'system', kind: 'event', text: '', event: { name: saying.event, data: saying.data }, isNotice: true, isSent: false }
}
