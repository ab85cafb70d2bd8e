import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Acknowledged } from '../../handoff/contract.ts'
import type { OpenConversation } from '../../handoff/contract.ts'
import { newKey } from '../ui/new-key.ts'
import { useDesk } from './desk-provider.tsx'
import { leaveDraft } from './draft-keeper.ts'
import { useTalkDeeds } from './talk/use-talk-deeds.ts'
import { unsentShelf } from './unsent.ts'
import type { Unsent } from './unsent.ts'
import { useFailureText } from './use-failure-text.ts'

/** The agent's words on their way out, per conversation: shown at once, sent in the order in which they were written, gone when the transcript has them, kept when they fail. A reply is read by the guard first; what it stops at waits (`held`) for its writer, wherever they are meanwhile. */
export function useOutbox(conversationId: string) {
  const { me, deeds, lookAgain } = useDesk()
  const talkDeeds = useTalkDeeds()
  const queries = useQueryClient()
  const { i18n } = useTranslation()
  const textOf = useFailureText()
  const name = `${me.id}.${conversationId}`
  const unsent = unsentShelf.use(name)
  const drop = (gone: Unsent[]) => unsentShelf.change(name, (before) => (gone.length === 0 ? before : before.filter(({ key }) => gone.every((one) => one.key !== key))))
  const nowIs = (key: string, state: Unsent['state']) => unsentShelf.change(name, (before) => before.map((one) => (one.key === key ? { ...one, state } : one)))
  const guardOf = async ({ text, acknowledged }: Unsent) => {
    if (acknowledged || text === '') return null
    // The server reads it again with the reply: when this question fails, nothing unguarded goes out.
    const answer = await talkDeeds.guard(conversationId, text, i18n.language).catch(() => null)
    return answer && (answer.hits.length > 0 || answer.known.length > 0) ? answer : null
  }
  const bring = async (one: Unsent) => {
    const { key, text, attachments, acknowledged } = one
    try {
      const answer = one.mode === 'reply' ? await guardOf(one) : null
      if (answer) return nowIs(key, { kind: 'held', answer })
      if (one.mode === 'reply') await deeds.reply(conversationId, { text, key, attachments, acknowledged: acknowledged ?? [] })
      else await deeds.note(conversationId, { text, key })
    } catch (error) {
      nowIs(key, { kind: 'failed', why: textOf(error) })
      // A refusal says that what we show is not how things are, be it only that the session has ended.
      return void lookAgain()
    }
    void lookAgain().then(() => queries.invalidateQueries({ queryKey: ['conversation', conversationId] })).then(() => drop([one]))
  }
  const send = (one: Unsent, before: Promise<void> | null = null) => {
    const sent: Unsent = { ...one, state: { kind: 'under-way' } }
    unsentShelf.change(name, (before) => [...before.filter(({ key }) => key !== one.key), sent])
    return inTurn(name, async () => {
      await before
      await bring(sent)
    })
  }
  const lastSeq = () => Math.max(0, ...queries.getQueriesData<OpenConversation>({ queryKey: ['conversation', conversationId, 'talk'] }).map(([, shown]) => shown?.messages.at(-1)?.seq ?? 0))
  return {
    unsent,
    say: (words: Pick<Unsent, 'mode' | 'text' | 'attachments'>) =>
      send({ ...words, key: newKey(), acknowledged: null, after: lastSeq(), state: { kind: 'under-way' } }, words.mode === 'reply' ? leaveDraft(name, words.text) : null),
    retry: (one: Unsent) => send(one),
    sendAnyway: (one: Unsent, acknowledged: Acknowledged) => send({ ...one, acknowledged: Acknowledged.parse(acknowledged) }),
    drop,
  }
}

// What was written first goes out first, however slow its way is.
const turns = new Map<string, Promise<void>>()

function inTurn(name: string, deed: () => Promise<void>): Promise<void> {
  const turn = (turns.get(name) ?? Promise.resolve()).then(deed, deed)
  turns.set(name, turn)
  return turn
}
