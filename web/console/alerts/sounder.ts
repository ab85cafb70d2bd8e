import { newKey } from '../../ui/new-key.ts'
import { keep, kept } from '../../ui/kept.ts'
import type { AlertKind } from './conditions.ts'

/** Rings for alerts, in one tab of this browser only. */
export interface Sounder {
  /** False until the first press in this page: browsers let no page sound before. */
  isReady(): boolean
  /** Sounds for the alert of this key, unless another tab does. */
  ring(kind: AlertKind, key: string, volume: number): void
  /** Sounds here and now, to be heard. */
  tryOut(volume: number): void
  /** Begins to wait for the first press; the function that is returned ends all of it. */
  listen(): () => void
}

// Hertz and length in seconds, one after the other: each kind can be told from the others by ear.
const tunes: Record<AlertKind, [number, number][]> = {
  offer: [[784, 0.12], [988, 0.12], [1175, 0.22], [988, 0.12], [1175, 0.3]],
  waiting: [[659, 0.14], [880, 0.24]],
  again: [[659, 0.14], [880, 0.14], [659, 0.14], [880, 0.28]],
  returned: [[880, 0.14], [659, 0.14], [880, 0.26]],
  wrote: [[1047, 0.1]],
  mention: [[784, 0.1], [1047, 0.16]],
  'sla-soon': [[523, 0.18]],
  'sla-late': [[440, 0.16], [440, 0.16], [440, 0.3]],
  left: [[587, 0.18]],
  'set-away': [[587, 0.16], [440, 0.3]],
  'agent-away': [[587, 0.18]],
}

/** Sounds once the first press has come. Of several tabs that can, the one that holds the lock does. */
export function makeSounder(agentId: string): Sounder {
  const life = { audio: null as AudioContext | null, isLeading: false }
  const sound = (kind: AlertKind, volume: number) => { if (life.audio) play(life.audio, tunes[kind], volume) }
  const wake = (over: AbortSignal) => {
    if (life.audio) return
    life.audio = new AudioContext()
    void life.audio.resume()
    lead(`baton.desk.sound.${agentId}`, over, () => { life.isLeading = true })
  }
  return {
    isReady: () => life.audio !== null,
    ring: (kind, key, volume) => {
      if (life.isLeading) sound(kind, volume)
      else if (!hasLocks()) unlessRung(agentId, key, () => sound(kind, volume))
    },
    tryOut: (volume) => sound('waiting', volume),
    listen: () => {
      const end = new AbortController()
      for (const press of ['pointerdown', 'keydown']) window.addEventListener(press, () => wake(end.signal), { signal: end.signal })
      return () => {
        end.abort()
        void life.audio?.close()
        Object.assign(life, { audio: null, isLeading: false })
      }
    },
  }
}

// Locks exist on HTTPS and on this machine only; a desk in a shop's own network may have plain HTTP.
function hasLocks(): boolean {
  return 'locks' in navigator
}

function lead(name: string, signal: AbortSignal, onLead: () => void): void {
  if (!hasLocks()) return
  const untilClosed = () => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  // Given up when this page closes before its turn came: nothing to do.
  void navigator.locks.request(name, { signal }, () => {
    onLead()
    return untilClosed()
  }).catch(() => undefined)
}

const mark = newKey()

/** Without locks: after a short wait that differs from tab to tab, the first to leave its mark rings. */
function unlessRung(agentId: string, key: string, ring: () => void): void {
  setTimeout(() => {
    const place = `baton.desk.rung.${agentId}`
    if (kept(place)?.startsWith(`${key} `)) return
    keep(place, `${key} ${mark}`)
    ring()
  }, Math.random() * 250)
}

function play(audio: AudioContext, tune: [number, number][], volume: number): void {
  const loudness = audio.createGain()
  loudness.gain.value = (volume / 100) * 0.35
  loudness.connect(audio.destination)
  let at = audio.currentTime + 0.02
  for (const [hertz, seconds] of tune) {
    const tone = audio.createOscillator()
    const swell = audio.createGain()
    tone.frequency.value = hertz
    // A soft edge: a tone that is cut clicks.
    swell.gain.setValueAtTime(0, at)
    swell.gain.linearRampToValueAtTime(1, at + 0.015)
    swell.gain.linearRampToValueAtTime(0, at + seconds)
    tone.connect(swell).connect(loudness)
    tone.start(at)
    tone.stop(at + seconds)
    at += seconds
  }
}
