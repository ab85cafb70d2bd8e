import type { Language } from '../../../core/conversation/index.ts'
import type { Initiation } from '../../card/initiate.ts'
import type { Card, DeskMessage } from '../../contract.ts'
import { targetWords } from '../target-words.ts'

// Chatwoot takes 150,000 characters a message (its model's own limit); a note that long is read by nobody.
const longestNote = 20_000

/** The context card as a private note in Markdown: everything known, so that nothing is asked twice. */
export function cardNote({ Card: card, Reason: reason, Skill: skill, Priority: priority }: Initiation['context'], language: Language): string {
  const { sections } = targetWords(language)
  const parts = [
    `**${sections.why}**: ${card.reasonLabel} (${reason}) · ${skill} · ${priority}`,
    card.summary.join('\n'),
    list(sections.known, card.facts.map((fact) => `${fact.label}: ${fact.value}`)),
    list(sections.doNotAsk, card.doNotAskAgain),
    list(sections.mood, moodLines(card)),
    list(sections.tried, card.tried),
    list(sections.orders, card.orders.map(orderLine)),
    list(sections.returns, card.returns.map((one) => `${one.rma} · ${one.orderNumber} · ${one.status} · ${one.resolution} · ${one.reason}`)),
    list(sections.draft, Object.entries(card.draft ?? {}).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)),
    list(sections.promises, card.promises.map((one) => (one.dueAt === null ? one.text : `${one.text} (${day(one.dueAt)})`))),
    list(sections.note, card.note ? [card.note] : []),
    list(sections.earlier, card.earlier.map((one) => `${day(one.requestedAt)} · ${one.reason} · ${one.disposition ?? one.status}`)),
  ]
  return clip(parts.filter((part) => part !== '').join('\n\n'))
}

/** What was said before, as a private note: one line a message, the end of it when it is too long. */
export function transcriptNote(messages: DeskMessage[], shopperName: string | null, language: Language): string {
  const { sections, speakers, file, said } = targetWords(language)
  const lines = messages.filter((message) => message.kind === 'text').map((message) => {
    const files = message.attachments.map((one) => file(one.name))
    const speaker = message.speaker === 'shopper' ? shopperName : message.agent?.name
    return said(speaker ?? speakers[message.speaker], [message.text, ...files].filter(Boolean).join(' '))
  })
  let from = 0
  let size = lines.reduce((sum, line) => sum + line.length + 2, 0)
  while (size > longestNote && from < lines.length - 1) size -= lines[from++]!.length + 2
  return clip(`**${sections.transcript}**\n\n${lines.slice(from).join('\n\n')}`)
}

function moodLines({ mood }: Card): string[] {
  return mood.filter((point) => point.evidence.length > 0).map((point) => `${point.level}: ${point.evidence.map((words) => `“${words}”`).join(', ')}`)
}

function orderLine(order: Card['orders'][number]): string {
  const goods = order.lines.map((line) => `${line.quantity} × ${line.title}`).join(', ')
  const parcels = order.parcels.map((parcel) => `${parcel.carrier} ${parcel.trackingNumber} (${parcel.status})`)
  return [order.number, order.status, `${(order.total.amount / 100).toFixed(2)} ${order.total.currency}`, goods, ...parcels].join(' · ')
}

function list(title: string, lines: string[]): string {
  return lines.length === 0 ? '' : [`**${title}**`, ...lines.map((line) => `- ${line}`)].join('\n')
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function clip(text: string): string {
  return text.length <= longestNote + 200 ? text : `${text.slice(0, longestNote)}…`
}
