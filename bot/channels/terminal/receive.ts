import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline'
import type { Choice } from '../../../core/conversation/index.ts'
import { storable } from '../../../core/conversation/index.ts'
import { newId } from '../../../core/ids.ts'
import type { ChannelPorts, Incoming } from '../channel.ts'
import { wordsFor } from './words.ts'

export interface TalkOptions {
  ports: ChannelPorts
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
  locale: string
  customerId: string | null
  screen: Screen
}

/** What reading and printing share. */
interface Screen {
  /** What the bot offered last, by which numbers are understood. */
  offered: Choice[]
  print(text: string): void
  /** Called when something has been said. */
  onSaid: () => void
}

const longestIncoming = 16_000
// After so long the prompt comes back: a person may be the one to answer.
const answerWaitMs = 5_000

/** Reads lines and hands them on, in order, until `/quit` or the end of the input. */
export async function openTalk({ ports, input, output, locale, customerId, screen }: TalkOptions): Promise<void> {
  const words = wordsFor(locale)
  const id = newId(ports.now())
  const from: Omit<Incoming, 'text' | 'attachments' | 'externalId'> = {
    channel: 'terminal', channelAccount: 'default', conversation: id, shopper: { externalId: id, name: null, customerId }, address: {}, locale,
  }
  screen.print(`${words.hello}\n`)
  await answered(screen, () => ports.begin({ ...from, externalId: `${id}:begin` }))
  const lines = createInterface({ input, output, terminal: isTerminal(input), prompt: `${words.you}: ` })
  // Piped input ends before its last answer is there: then there is nobody to prompt.
  const prompt = isTerminal(input) ? () => { lines.prompt() } : () => {}
  if (isTerminal(input)) printAbovePrompt(screen, lines, output)
  prompt()
  for await (const line of lines) {
    const said = saidBy(line, screen.offered)
    if (said === '/quit') break
    if (said !== '') {
      screen.offered = []
      await answered(screen, () => ports.receive({ ...from, externalId: `${id}:${newId(ports.now())}`, text: said, attachments: [] }))
    }
    prompt()
  }
  lines.close()
  screen.print = (text) => { output.write(text) }
  screen.print(`${words.bye}\n`)
}

/** What a line means: the value of the choice whose number it is, else its own words. */
function saidBy(line: string, offered: Choice[]): string {
  const text = storable(line).trim().slice(0, longestIncoming)
  const picked = /^\d{1,2}$/.test(text) ? offered[Number(text) - 1] : undefined
  return picked?.value ?? text
}

// Resolves when something has been said after `tell`, or after a while.
async function answered(screen: Screen, tell: () => Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  screen.onSaid = resolve
  await tell()
  const timer = setTimeout(resolve, answerWaitMs)
  await promise
  clearTimeout(timer)
}

function printAbovePrompt(screen: Screen, lines: Interface, output: NodeJS.WritableStream): void {
  screen.print = (text) => {
    cursorTo(output, 0)
    clearLine(output, 0)
    output.write(text)
    lines.prompt(true)
  }
}

function isTerminal(input: NodeJS.ReadableStream): boolean {
  return 'isTTY' in input && input.isTTY === true
}
