import Beat from './beat.worker.ts?worker'

/** Calls `beat` now and every `everyMs`, also while the tab is hidden: browsers slow the timers of hidden pages below the presence lease, but not those of workers. */
export function openHeartbeat(beat: () => void, everyMs: number): { close(): void } {
  const worker = new Beat()
  worker.onmessage = beat
  worker.postMessage(everyMs)
  beat()
  return { close: () => worker.terminate() }
}
