import type { Page } from 'playwright-core'

/** What a page was asked to sound and to show. */
interface Watched {
  contexts: number
  tones: number[]
  notes: { title: string; body: string }[]
  isTurnedAway: boolean
}

/** Runs in the page before anything else: counts what the browser is asked to sound and to show, and lets it do so. Whether somebody looks is the browser's word too, which has no screen here. */
export function watchAlerts(): void {
  const watched: Watched = { contexts: 0, tones: [], notes: [], isTurnedAway: false }
  Object.assign(window, { watched })
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options)
      watched.contexts += 1
    }
  }
  const { start } = OscillatorNode.prototype
  OscillatorNode.prototype.start = function (at?: number) {
    watched.tones.push(Math.round(this.frequency.value))
    start.call(this, at)
  }
  window.Notification = class extends Notification {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options)
      watched.notes.push({ title, body: options?.body ?? '' })
    }
  }
  document.hasFocus = () => !watched.isTurnedAway
}

/** What was sounded and shown in a page that is watched. */
export const watchedIn = (page: Page): Promise<Watched> => page.evaluate(() => (window as unknown as { watched: Watched }).watched)

/** From now on nobody looks at this page. */
export const turnAway = (page: Page): Promise<void> => page.evaluate(() => { (window as unknown as { watched: Watched }).watched.isTurnedAway = true })
