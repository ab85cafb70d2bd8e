import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { openTerminal, type Terminal } from '../../../bot/channels/terminal/index.ts'
import { openInMemoryPorts } from './in-memory-ports.ts'

/** Talks through `lines`; every answer of the bot is sent to the terminal as the outbox would. */
async function talk(lines: string[], locale = 'en', say: { text?: string; agentId?: string } = {}) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  let terminal: Terminal | null = null
  const memory = openInMemoryPorts((add, incoming) => {
    const message = add(say.text ?? `You said ${incoming.text}`, { choices: [{ title: 'Red', value: 'the red one' }, { title: 'Blue', value: 'the blue one' }], ...(say.agentId ? { speaker: 'agent', agentId: say.agentId } : {}) })
    void terminal!.send({ conversation: [...memory.kept.values()][0]!.conversation, message }, new AbortController().signal)
  })
  const begin = memory.ports.begin
  memory.ports.begin = async (incoming) => {
    const begun = await begin(incoming)
    const { conversation, messages } = memory.kept.get(begun.conversationId)!
    await terminal!.send({ conversation, message: messages[0]! }, new AbortController().signal)
    return begun
  }
  terminal = openTerminal({ ports: memory.ports, input, output, locale })
  input.end(lines.map((line) => `${line}\n`).join(''))
  await terminal.talk()
  return { said: memory.received.map(({ text }) => text), printed: String(output.read()).split('\n') }
}

test('lines are handed on, numbers pick choices, /quit ends', async () => {
  const { said, printed } = await talk(['a cup please', '2', '7', '', '/quit', 'unheard'])
  expect(said).toEqual(['a cup please', 'the blue one', '7'])
  expect(printed.slice(0, 6)).toEqual(['Write to the bot; /quit ends.', 'Bot: Welcome', 'Bot: You said a cup please', '  1. Red', '  2. Blue', '  A number picks an answer.'])
  expect(printed.at(-2)).toBe('Goodbye.')
})

test('it speaks Chinese, names the agent who speaks, and lets no word move the cursor', async () => {
  const { printed } = await talk(['你好'], 'zh-TW', { text: 'a\u001b[2Jb', agentId: 'lee' })
  expect(printed.slice(1, 4)).toEqual(['机器人: Welcome', 'Lee: a[2Jb', '  1. Red'])
})
