import { now } from '../../ui/clock.ts'
import { keep, kept } from '../../ui/kept.ts'

/** What the browser lets a page show outside of itself; 'none' where there is no such thing. */
export type Permission = 'default' | 'granted' | 'denied' | 'none'

export function permission(): Permission {
  return 'Notification' in window ? Notification.permission : 'none'
}

/** Asks for leave; call it from a press only. */
export async function askPermission(): Promise<Permission> {
  return 'Notification' in window ? Notification.requestPermission() : 'none'
}

const lookedUnder = 'baton.desk.looked'
const lookedMs = 7_000

/** Notes that somebody looks at a desk in this browser: its other tabs then keep quiet. */
export function noteLook(): void {
  if (!document.hidden && document.hasFocus()) keep(lookedUnder, String(now()))
}

function isSomebodyLooking(): boolean {
  return (!document.hidden && document.hasFocus()) || now() - Number(kept(lookedUnder) ?? 0) < lookedMs
}

/** Shows an alert outside of the page while nobody looks at the desk. Of the same key in several tabs one is shown. What shoppers wrote is never in it: screens are seen by others. */
export function notify({ key, text, onClick }: { key: string; text: string; onClick(): void }): void {
  if (permission() !== 'granted' || isSomebodyLooking()) return
  try {
    const shown = new Notification('Baton', { body: text, tag: key, icon: '/favicon.svg', silent: true })
    shown.onclick = () => {
      window.focus()
      onClick()
      shown.close()
    }
  } catch {
    // Some phones know the word but let only service workers use it: the sound and the title must do.
  }
}
