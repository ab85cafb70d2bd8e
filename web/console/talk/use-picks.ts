import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '../../ui/is-composing.ts'
import { useDesk } from '../desk-provider.tsx'
import type { Mode } from '../draft.ts'
import type { Pick } from './pick-list.tsx'
import { readQuickReplies } from './talk-api.ts'

interface Asked {
  conversationId: string
  mode: Mode
  text: string
  /** Replaces the whole text; the caret goes to `select`, or to the end. */
  onWrite(text: string, select: string | null): void
}

/** What may be put in while writing: quick replies after a slash at the beginning, colleagues after an @ in a note. */
export function usePicks({ conversationId, mode, text, onWrite }: Asked) {
  const { me, desk } = useDesk()
  const { i18n } = useTranslation()
  const [at, setAt] = useState(0)
  const [shut, setShut] = useState<string | null>(null)
  const slash = mode === 'reply' ? /^\/([^\s/]*)$/u.exec(text)?.[1] : undefined
  const mention = mode === 'note' ? /(?:^|\s)@([^\s@]*)$/u.exec(text)?.[1] : undefined
  const kind = shut === text ? null : slash !== undefined ? 'quick' as const : mention !== undefined ? 'mention' as const : null
  const { data } = useQuery({ queryKey: ['conversation', conversationId, 'quick-replies', i18n.language], queryFn: ({ signal }) => readQuickReplies(conversationId, i18n.language, signal), enabled: kind === 'quick', retry: 2 })
  const has = (words: string, part: string) => words.toLowerCase().includes(part.toLowerCase())
  const quick = (data?.quickReplies ?? []).filter((one) => has(one.shortcut, slash ?? '') || has(one.title, slash ?? ''))
  const colleagues = (desk?.agents ?? []).filter((one) => one.id !== me.id && has(one.name, mention ?? ''))
  const picks: Pick[] = kind === 'quick' ? quick.map((one) => ({ id: one.id, title: `/${one.shortcut}`, what: `${one.title} — ${one.text}` })) : kind === 'mention' ? colleagues.map((one) => ({ id: one.id, title: one.name, what: '' })) : []
  const chosen = Math.min(at, Math.max(picks.length - 1, 0))
  const pick = (id: string) => {
    setAt(0)
    const reply = quick.find((one) => one.id === id)
    if (kind === 'quick' && reply) return onWrite(reply.text, reply.missing[0] ? `{{${reply.missing[0]}}}` : null)
    const name = colleagues.find((one) => one.id === id)?.name
    if (name) onWrite(`${text.slice(0, text.length - (mention ?? '').length)}${name} `, null)
  }
  /** True when the key was for the list. */
  const press = (event: KeyboardEvent): boolean => {
    if (kind === null || isComposing(event.nativeEvent)) return false
    // The quick replies may be on their way still, and a slip of the pen is not for the shopper: what stands there goes out after Escape.
    const isHeld = kind === 'quick' && event.key === 'Enter' && !event.shiftKey
    if (event.key === 'Escape') setShut(text)
    else if (picks.length === 0 && !isHeld) return false
    else if (event.key === 'ArrowDown') setAt((chosen + 1) % picks.length)
    else if (event.key === 'ArrowUp') setAt((chosen + picks.length - 1) % picks.length)
    else if (event.key === 'Enter' || event.key === 'Tab') { if (picks[chosen]) pick(picks[chosen].id) }
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  return { kind, picks, at: chosen, pick, press }
}
