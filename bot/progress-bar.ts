/** A progress bar on stdout: redrawn on a terminal, a line every tenth elsewhere; nothing when no progress is made. It never goes back: parts of the work guess how long they are. */
export function progressBar(title: string): { show(fraction: number, what: string): void; end(): void } {
  let lastTenth = -1
  let farthest = 0
  let isShown = false
  return {
    show(fraction, what) {
      isShown = true
      farthest = Math.max(farthest, fraction)
      if (process.stdout.isTTY) {
        process.stdout.write(`\r${line(title, farthest, what).slice(0, process.stdout.columns - 1)}\u001b[K`)
        return
      }
      const tenth = Math.floor(farthest * 10)
      if (tenth === lastTenth) return
      lastTenth = tenth
      console.log(line(title, farthest, what))
    },
    end() {
      if (isShown && process.stdout.isTTY) process.stdout.write('\n')
    },
  }
}

function line(title: string, fraction: number, what: string): string {
  const full = Math.round(Math.min(Math.max(fraction, 0), 1) * 30)
  return `${title} [${'█'.repeat(full)}${'·'.repeat(30 - full)}] ${String(Math.round(fraction * 100)).padStart(3)} %  ${what}`
}
