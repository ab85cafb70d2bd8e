import { connect } from 'node:net'

/** Sends bytes to a server as they are and gives back the status line's number; 0 when the server hung up without a word. `body` may be written for as long as it is taken. */
export function rawRequest(url: string, head: string, body: Iterable<Buffer> = []): Promise<{ status: number; sent: number }> {
  const { port, hostname } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: hostname })
    let answer = ''
    let sent = 0
    const end = () => {
      socket.destroy()
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), sent })
    }
    const write = async () => {
      socket.write(head)
      for (const part of body) {
        if (answer !== '' || socket.destroyed) return
        sent += part.length
        if (!socket.write(part)) await new Promise((drained) => { socket.once('drain', drained); socket.once('close', drained) })
      }
    }
    socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text
      if (answer.includes('\r\n\r\n')) end()
    })
    socket.on('close', end)
    socket.on('error', () => { end() }) // the server may hang up while we still write
    socket.on('connect', () => { write().catch(reject) })
    setTimeout(() => { reject(new Error(`no answer to ${head.split('\r\n')[0]}`)); socket.destroy() }, 60_000).unref()
  })
}
