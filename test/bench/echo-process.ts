import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Contender } from './contender.ts'

/** Starts the echo bot in a process of its own, on a free port. */
export async function startEcho(): Promise<Contender> {
  // The channel between the processes ends the bot when this one dies, however it dies.
  const child = fork(fileURLToPath(new URL('echo-bot.ts', import.meta.url)), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: ['--disable-warning=DEP0111'] })
  const ended = once(child, 'exit')
  const line = await Promise.race([once(child.stdout!, 'data'), ended.then(() => { throw new Error('the echo bot ended before it listened') })])
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { name: 'echo', url: `http://127.0.0.1:${String(line[0]).trim()}`, pid: child.pid!, stop }
}
