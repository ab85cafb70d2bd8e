import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { sha256 } from '../core/ids.ts'
import type { ChannelRequest, ChannelResponse, ChannelRoute } from './channels/channel.ts'

interface Page {
  bytes: Buffer
  type: string
  etag: string
  isForever: boolean
  packed: Map<'br' | 'gzip', Buffer>
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.json': 'application/json', '.woff2': 'font/woff2', '.ico': 'image/x-icon', '.webp': 'image/webp', '.mp3': 'audio/mpeg',
}

/** Where the pages are built to. */
export const pageFolder = join(import.meta.dirname, '..', 'web', 'dist')

/** Routes that serve the built pages from memory: the shop at `/`, the desk at `/desk` (and every path below it), hashed files below `/assets`. */
export function pageRoutes(folder: string): ChannelRoute[] {
  const pages = readPages(folder)
  const serve = (find: (request: ChannelRequest) => string): ChannelRoute['handle'] => async (request) => answer(pages.get(find(request)), request)
  return [
    { method: 'GET', path: '/', handle: serve(() => 'shop/index.html') },
    { method: 'GET', path: '/desk', handle: serve(() => 'console/index.html') },
    { method: 'GET', path: '/desk/*', handle: serve(() => 'console/index.html') },
    { method: 'GET', path: '/assets/*', handle: serve(({ params }) => `assets/${params['*'] ?? ''}`) },
    { method: 'GET', path: '/favicon.svg', handle: serve(() => 'favicon.svg') },
    { method: 'GET', path: '/favicon.ico', handle: serve(() => 'favicon.svg') },
  ]
}

function readPages(folder: string): Map<string, Page> {
  const pages = new Map<string, Page>()
  if (!existsSync(folder)) return pages
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    if (!statSync(path).isFile()) continue
    const key = relative(folder, path).split(sep).join('/')
    const bytes = readFileSync(path)
    pages.set(key, { bytes, type: types[extname(key)] ?? 'application/octet-stream', etag: `"${sha256(bytes).slice(0, 20)}"`, isForever: key.startsWith('assets/'), packed: new Map() })
  }
  return pages
}

function answer(page: Page | undefined, request: ChannelRequest): ChannelResponse {
  if (!page) return { status: 404, body: { error: { code: 'NotFound', message: 'There is nothing at this address.' } } }
  const headers: Record<string, string> = {
    etag: page.etag, 'content-type': page.type, vary: 'accept-encoding',
    'cache-control': page.isForever ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
  if (request.headers['if-none-match'] === page.etag) return { status: 304, headers }
  const encoding = encodingFor(page, request.headers['accept-encoding'] ?? '')
  if (!encoding) return { status: 200, body: page.bytes, headers }
  return { status: 200, body: pack(page, encoding), headers: { ...headers, 'content-encoding': encoding } }
}

function encodingFor(page: Page, accepted: string): 'br' | 'gzip' | null {
  if (page.bytes.length < 1024 || !/text|javascript|json|svg/.test(page.type)) return null
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : null
}

// Packed once, when first asked for.
function pack(page: Page, encoding: 'br' | 'gzip'): Buffer {
  const ready = page.packed.get(encoding)
  if (ready) return ready
  const bytes = encoding === 'br' ? brotliCompressSync(page.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : gzipSync(page.bytes, { level: 6 })
  page.packed.set(encoding, bytes)
  return bytes
}
