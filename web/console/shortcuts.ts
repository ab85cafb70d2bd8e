import { useEffect, useRef } from 'react'
import { isComposing } from '../ui/is-composing.ts'
import { keep, kept } from '../ui/kept.ts'

export interface Shortcuts {
  next(): void
  previous(): void
  take(): void
  reply(): void
  note(): void
  help(): void
  search(): void
  accept(): void
  decline(): void
  /** Shows the list of this number. */
  list(place: number): void
  leave(): void
}

const keptUnder = 'baton.desk.shortcuts'

/** Single keys can be switched off: with speech input they would do things unasked (WCAG 2.1.4). */
export function areShortcutsOn(): boolean {
  return kept(keptUnder) !== 'off'
}

export function switchShortcuts(isOn: boolean): void {
  keep(keptUnder, isOn ? null : 'off')
}

/** Listens for the desk's keys. While somebody writes, or a dialog is open, letters are letters. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts)
  useEffect(() => {
    current.current = shortcuts
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isComposing(event) || event.defaultPrevented) return
      if (document.querySelector('[role="dialog"][aria-modal="true"]')) return
      const deed = deedOf(event, current.current)
      if (!deed) return
      event.preventDefault()
      deed()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

function deedOf(event: KeyboardEvent, shortcuts: Shortcuts): (() => void) | undefined {
  if (event.key === 'Escape') return shortcuts.leave
  if (isWriting(event.target) || !areShortcutsOn()) return undefined
  const deeds: Record<string, () => void> = {
    j: shortcuts.next, k: shortcuts.previous, t: shortcuts.take, r: shortcuts.reply, n: shortcuts.note, '?': shortcuts.help,
    '/': shortcuts.search, a: shortcuts.accept, d: shortcuts.decline,
  }
  if (/^[1-4]$/.test(event.key)) return () => shortcuts.list(Number(event.key))
  return deeds[event.key.toLowerCase()]
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}
