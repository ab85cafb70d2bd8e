import type { z } from 'zod'

/** Why a request gave no answer: nobody there, an answer nobody understands, or the server's own word for it. */
export type Refusal =
  | { kind: 'unreachable' }
  | { kind: 'strange' }
  | { kind: 'server'; status: number }
  | { kind: 'said'; status: number; code: string; message: string; by: string | null; retryAfterMs: number | null; body: Record<string, unknown> }

/** A request that failed; `refusal` says how, so that a page can tell people what to do. */
export class RequestError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal, options?: { cause?: unknown }) {
    super(refusal.kind === 'said' ? refusal.message : refusal.kind, options)
    this.refusal = refusal
  }
}

const timeoutMs = 20_000

/** Reads `path`; what comes back has passed `schema`. Throws RequestError. */
export async function read<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  return answered(await reach(path, { headers: { accept: 'application/json' } }, signal), schema)
}

/** Posts `body`, with a session's headers if it has some; what comes back has passed `schema`. Throws RequestError. */
export async function post<T>(path: string, body: object, schema: z.ZodType<T>, headers: Record<string, string> = {}): Promise<T> {
  const said = { 'content-type': 'application/json', accept: 'application/json', ...headers }
  return answered(await reach(path, { method: 'POST', headers: said, body: JSON.stringify(body) }), schema)
}

/** Posts a file's bytes as they are; what comes back has passed `schema`. Throws RequestError. */
export async function postBytes<T>(path: string, bytes: Blob, schema: z.ZodType<T>, headers: Record<string, string> = {}): Promise<T> {
  const said = { 'content-type': bytes.type || 'application/octet-stream', accept: 'application/json', ...headers }
  return answered(await reach(path, { method: 'POST', headers: said, body: bytes }), schema)
}

async function reach(path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
  const limit = AbortSignal.timeout(timeoutMs)
  try {
    return await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store', signal: signal ? AbortSignal.any([signal, limit]) : limit })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new RequestError({ kind: 'unreachable' }, { cause: error })
  }
}

async function answered<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const text = await response.text().catch(() => '')
  const body = parsed(text)
  if (!response.ok) throw new RequestError(refusalOf(response.status, body))
  const { success, data, error } = schema.safeParse(body)
  if (!success) throw new RequestError({ kind: 'strange' }, { cause: error })
  return data
}

function parsed(text: string): unknown {
  try {
    return text ? JSON.parse(text) : {}
  } catch {
    return undefined
  }
}

function refusalOf(status: number, body: unknown): Refusal {
  const error = (body as { error?: Record<string, unknown> } | undefined)?.error
  if (typeof error?.['code'] !== 'string') return { kind: 'server', status }
  const by = (error['by'] as { name?: unknown } | undefined)?.name
  return {
    kind: 'said',
    status,
    code: error['code'],
    message: typeof error['message'] === 'string' ? error['message'] : error['code'],
    by: typeof by === 'string' ? by : null,
    retryAfterMs: typeof error['retryAfterMs'] === 'number' ? error['retryAfterMs'] : null,
    body: error,
  }
}

/** The server's code for a refusal (`already-claimed` …), or null when the failure is not its word. */
export function codeOf(error: unknown): string | null {
  return error instanceof RequestError && error.refusal.kind === 'said' ? error.refusal.code : null
}

/** All that the server said of a refusal; nothing when the failure is not its word. */
export function bodyOf(error: unknown): Record<string, unknown> {
  return error instanceof RequestError && error.refusal.kind === 'said' ? error.refusal.body : {}
}

/** What the server would not take, by path of the field: `label.en` → why. */
export function fieldsOf(error: unknown): Record<string, string> {
  const fields = bodyOf(error)['fields']
  return Array.isArray(fields) ? Object.fromEntries(fields.map((one: { path?: unknown; message?: unknown }) => [String(one.path), String(one.message)])) : {}
}
