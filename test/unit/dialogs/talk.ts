// A conversation with the real dialogs on the real demo shop; only the understanding is told by the test.
import { openDemoShop, seedDemoShop, type Commerce } from '../../../commerce/index.ts'
import { fakeClock } from '../../../core/clock.ts'
import { emptyDialogState, type Attachment, type DialogOutput, type DialogState, type Entity, type EntityName, type ScoredIntent, type Understanding } from '../../../core/conversation/index.ts'
import { openDialogs, type Dialogs } from '../../../dialogs/index.ts'
import { openSuiteDatabase } from '../../databases.ts'

interface Heard {
  intent?: string
  confidence?: number
  alternatives?: ScoredIntent[]
  further?: string[]
  entities?: Partial<Record<EntityName, string>>
  attachments?: Attachment[]
}

interface Talk {
  /** Says it and gives the keys of the answer; the whole output is in `last`. */
  say(text: string, heard?: Heard): Promise<string[]>
  last: DialogOutput | null
  state: DialogState
}

export interface Room {
  dialogs: Dialogs
  shop: Commerce
  now: number
  talk(customerId?: string | null, language?: string): Talk
  close(): Promise<void>
}

/** Opens the demo shop on a database of its own, and the dialogs on it. */
export async function openRoom(): Promise<Room> {
  const clock = fakeClock()
  const db = await openSuiteDatabase('migrated')
  await seedDemoShop(db, clock.now())
  const shop = openDemoShop({ db, clock })
  const dialogs = openDialogs({ shop })
  return { dialogs, shop, now: clock.now(), talk: (customerId = null, language = 'en') => openTalk(dialogs, { customerId, language, now: clock.now() }), close: () => db.close() }
}

function openTalk(dialogs: Dialogs, { customerId, language, now }: { customerId: string | null; language: string; now: number }): Talk {
  const talk: Talk = {
    last: null,
    state: emptyDialogState(),
    say: async (text, heard = {}) => {
      const output = await dialogs.take({
        conversationId: 'c', understanding: understandingOf(text, heard, language), attachments: heard.attachments ?? [], state: talk.state,
        shopper: { id: 's', name: null, customerId }, now, language, script: language === 'zh' ? 'Hans' : 'none',
      })
      talk.last = output
      talk.state = JSON.parse(JSON.stringify(output.state)) as DialogState
      return output.replies.map(({ key }) => key)
    },
  }
  return talk
}

function understandingOf(text: string, heard: Heard, language: string): Understanding {
  const intent = heard.intent ?? null
  const confidence = heard.confidence ?? (intent ? 0.95 : 0.1)
  const number = /\b\d{4}\b/.exec(text)?.[0]
  const email = /\S+@\S+\.\w+/.exec(text)?.[0]
  const values = { ...(number && !email && !heard.entities?.phone ? { 'order-number': number } : {}), ...(email ? { email } : {}), ...heard.entities }
  const entities = Object.entries(values).map(([entity, value]): Entity => ({ entity: entity as EntityName, text: value, value, start: 0, end: 0 }))
  return {
    text, language, script: 'none', intent, confidence, entities, release: 'test',
    alternatives: heard.alternatives ?? (intent ? [{ intent, confidence }] : []), further: (heard.further ?? []).map(one => ({ intent: one, confidence: 0.9 })),
    mood: { level: 'calm', score: 0, evidence: [], hasThreat: false },
  }
}

export const photo: Attachment = { id: 'photo-1', contentType: 'image/png', name: 'photo.png', size: 70 }
