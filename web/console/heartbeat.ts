import Beat from './beat.worker.ts?worker'

/** Calls `beat` now and every 15 seconds, also while the tab is hidden: browsers slow the timers of hidden pages below the presence lease, but not those of workers. */
export function openHeartbeat(beat: () => void): { close(): void } {
  const worker = new Beat()
  worker.onmessage = beat
  beat()
  return { close: () => worker.terminate() }
}
