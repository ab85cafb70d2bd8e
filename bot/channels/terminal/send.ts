import type { Message } from '../../../core/conversation/index.ts'
import type { Outgoing } from '../channel.ts'
import type { TalkOptions } from './receive.ts'
import { wordsFor } from './words.ts'

/** Prints what is said and who says it; choices get numbers. */
export function openSend({ ports, locale, screen }: TalkOptions) {
  return async ({ message }: Outgoing): Promise<null> => {
    if (message.kind !== 'text') return null
    const speaker = await speakerOf(message)
    screen.offered = message.choices
    screen.print(printed(speaker, message, wordsFor(locale).pick))
    screen.onSaid()
    return null
  }

  async function speakerOf({ speaker, agentId }: Message): Promise<string> {
    const words = wordsFor(locale)
    if (speaker !== 'agent' || agentId === null) return words.bot
    return (await ports.agentName(agentId)) ?? words.agent
  }
}

/** A message as lines of text. Control characters are left out: words must not move the cursor or ring the bell. */
function printed(speaker: string, { text, choices, attachments }: Pick<Message, 'text' | 'choices' | 'attachments'>, pick: string): string {
  const lines = [
    ...plain(text).split('\n').map((line, index) => `${index === 0 ? `${speaker}: ` : '  '}${line}`),
    ...attachments.map(({ name, contentType }) => `  [${plain(name)}, ${contentType}]`),
    ...choices.map(({ title }, index) => `  ${index + 1}. ${plain(title)}`),
    ...(choices.length > 0 ? [`  ${pick}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function plain(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, '')
}
