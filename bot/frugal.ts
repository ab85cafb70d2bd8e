// How the process is started decides what memory it takes, and a program cannot change that of itself: where it can, it starts itself once more.

/**
 * Scavenging a young heap of 8 MB instead of 32 (V8 holds three times that) costs a turn no time that can be measured. glibc otherwise learns to put ever larger
 * buffers among the small ones and gives them back to nobody: a model or a WebAssembly module read once is held for good.
 */
const frugalArguments = ['--max-semi-space-size=8']
const frugalEnvironment = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' }

/** Puts the same program, with settings that spare memory, in the place of this process (its id stays). Comes back where that is done already or cannot be done. */
export function beFrugal(): void {
  if (process.platform !== 'linux' || process.env['MALLOC_MMAP_THRESHOLD_'] !== undefined) return
  try {
    process.execve?.(process.execPath, [process.execPath, ...frugalArguments, ...process.execArgv, ...process.argv.slice(1)], { ...process.env, ...frugalEnvironment })
  } catch {
    // Forbidden here: then it takes more memory.
  }
}
