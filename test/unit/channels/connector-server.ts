// A connector service on loopback, as a channel has one: takes activities, serves files, hands out login tokens.
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Posted {
  path: string
  headers: IncomingHttpHeaders
  body: Record<string, unknown>
}

export async function openConnectorServer() {
  const posted: Posted[] = []
  const answers: { status: number; headers?: Record<string, string> }[] = []
  const files = new Map<string, Buffer>()
  let isSilent = false
  let logins = 0
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const path = request.url ?? ''
      const text = Buffer.concat(parts).toString('utf8')
      if (isSilent) return
      if (path.endsWith('/oauth2/v2.0/token')) {
        logins += 1
        return void response.end(JSON.stringify({ access_token: `token-${logins}`, expires_in: 3600 }))
      }
      if (files.has(path)) return void response.end(files.get(path))
      if (request.method === 'GET') {
        response.writeHead(302, { location: 'http://127.0.0.1:1/' })
        return void response.end()
      }
      posted.push({ path, headers: request.headers, body: JSON.parse(text) as Record<string, unknown> })
      const answer = answers.shift() ?? { status: 200 }
      // restify, loaded in the same process, changes writeHead so that it returns nothing.
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      response.end(JSON.stringify({ id: `sent-${posted.length}` }))
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, posted, answers, files,
    get logins() { return logins },
    goSilent() { isSilent = true },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => { server.close(() => resolve()) })
    },
  }
}
