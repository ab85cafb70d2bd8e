// A chat in the terminal, for `npm run chat`.
import type { Channel, ChannelPorts } from '../channel.ts'
import { openTalk, type TalkOptions } from './receive.ts'
import { openSend } from './send.ts'

export interface TerminalOptions {
  ports: ChannelPorts
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
  /** Language of the terminal's own few words, and a hint for the bot's first ones: `en` or `zh…`. */
  locale?: string
  /** The customer whom the shop has signed in, for trying what signed-in shoppers see. */
  customerId?: string | null
}

export interface Terminal extends Channel {
  /** Begins a conversation and reads lines until `/quit` or the end of the input. */
  talk(): Promise<void>
}

/** Opens the terminal: numbers pick choices, `/quit` ends, and every line shows who speaks. */
export function openTerminal({ ports, input, output, locale = 'en', customerId = null }: TerminalOptions): Terminal {
  const options: TalkOptions = { ports, input, output, locale, customerId, screen: { offered: [], print: (text) => { output.write(text) }, onSaid() {} } }
  return {
    name: 'terminal',
    manners: {
      ackWithinMs: 60_000, replyInAck: 'never', buttons: true, media: false, longestText: 8_000, freeTextWindowMs: null, sendTimeoutMs: 1_000, readsEvents: false,
    },
    routes: [],
    send: openSend(options),
    talk: () => openTalk(options),
  }
}
