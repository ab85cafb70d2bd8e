import { randomUUID } from 'node:crypto'
import { openDirectLineChat } from '../chat-by-direct-line.ts'
import { activityFor, openConnectorSink } from '../connector-sink.ts'
import { until, untilDone } from '../patience.ts'

/** A shopper who returns a shirt, on one channel or the other; patient: what is not acknowledged is sent again as the same message. */
export interface PatientShopper {
  /** Says a line and waits for an answer in which `answer` stands. */
  says(text: string, answer: string): Promise<void>
  /** How many messages were acknowledged. */
  acknowledged(): number
  /** Every message of the bot that reached the shopper, in order of arrival. */
  got(): Promise<string[]>
  close(): Promise<void>
}

/** What is said, and a piece of the answer that is waited for before the next line; `proof` is what only a guest is asked for. */
export const script: { text: string; answer: string; isProof?: true }[] = [
  { text: 'hello', answer: '' },
  { text: 'I want to return the linen shirt from order 1002', answer: '' },
  { text: 'ana.silva@example.com', answer: '', isProof: true },
  { text: 'it is too small', answer: '' },
  { text: 'refund please', answer: '' },
  { text: 'yes', answer: 'R1002-1' },
  { text: 'thanks', answer: '' },
]

/** Ana, signed in on the shop's page. */
export async function shopperOnDirectLine(url: () => string): Promise<PatientShopper> {
  const chat = await untilDone(() => openDirectLineChat(url, 'ana'))
  const got = async () => (await chat.reads()).filter(({ type, channelData }) => type === 'message' && !channelData?.clientActivityID).map(({ text }) => text ?? '')
  const says = async (text: string, answer: string) => {
    const before = (await got()).length
    await chat.says(text)
    await until(async () => (await got()).slice(before).some((one) => one.includes(answer)), { withinMs: 240_000, instead: () => `no answer to "${text}"` })
  }
  return { says, got, acknowledged: () => chat.acknowledged.length, close: async () => {} }
}

/** Ana as a guest, on a channel of Bot Framework. */
export async function shopperOnBotFramework(url: () => string): Promise<PatientShopper> {
  const sink = await openConnectorSink()
  const conversation = randomUUID()
  let acknowledged = 0
  const got = async () => sink.posted.filter(({ type }) => type === 'message').map(({ text }) => text)
  const says = async (text: string, answer: string) => {
    const before = (await got()).length
    const body = JSON.stringify(activityFor(sink, { conversation, id: randomUUID(), text }))
    await untilDone(async () => {
      const response = await fetch(`${url()}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(8000) })
      await response.arrayBuffer()
      if (!response.ok) throw Object.assign(new Error(`${response.status} of Bot Framework`), { status: response.status })
    })
    acknowledged += 1
    await until(async () => (await got()).slice(before).some((one) => one.includes(answer)), { withinMs: 240_000, instead: () => `no answer to "${text}"` })
  }
  return { says, got, acknowledged: () => acknowledged, close: () => sink.close() }
}
