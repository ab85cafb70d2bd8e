import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { redisProgram } from './machine.ts'
import { until } from './patience.ts'
import { freePort } from './postgres.ts'

/** A Redis of our own, which keeps nothing. */
export interface RedisServer {
  url: string
  stop(): Promise<void>
}

/** Starts a Redis on its own port and waits until it takes connections. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'baton-redis-'))
  const child = spawn(redisProgram(), ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => { child.once('close', () => { resolve() }) })
  const onExit = () => { child.kill('SIGKILL') }
  process.once('exit', onExit)
  await until(() => takesConnections(port))
  const stop = async () => {
    process.off('exit', onExit)
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: `redis://127.0.0.1:${port}`, stop }
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.once('connect', () => { socket.destroy(); resolve(true) })
    socket.once('error', () => { resolve(false) })
  })
}
