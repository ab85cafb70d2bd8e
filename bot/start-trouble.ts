import { createServer } from 'node:net'
import { OperatorError } from '../core/errors.ts'

/** Throws OperatorError when nobody can listen there: told at once, not after the bot has been trained. */
export async function assertFreePort(port: number, host: string): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => { reject(lineOf(listening, error, { port, host }) ?? error) })
    probe.listen(port, host, resolve)
  })
  await new Promise<void>((resolve) => { probe.close(() => resolve()) })
}

/** One line that says what the operator can do about what ended the start, or null when it is our fault. */
export function lineForOperator(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const { path = '' } = error as NodeJS.ErrnoException
  const known = error instanceof OperatorError ? error : lineOf(path === '' ? database : folder, error, { path })
  return known?.message ?? null
}

interface Place { port?: number; host?: string; path?: string }
type Line = (place: Place) => string

function lineOf(lines: Record<string, Line>, error: NodeJS.ErrnoException, place: Place): OperatorError | null {
  const line = lines[error.code ?? '']
  return line ? new OperatorError(line(place)) : null
}

const noSuchAddress: Line = ({ host }) => `This machine has no address ${host}. Set HOST to one of its own, such as 127.0.0.1 or 0.0.0.0.`

const listening: Record<string, Line> = {
  EADDRINUSE: ({ port }) => `Port ${port} is taken. Stop what uses it, or set PORT to another.`,
  EACCES: ({ port }) => `Port ${port} needs more rights. Set PORT to one above 1023.`,
  EADDRNOTAVAIL: noSuchAddress,
  EINVAL: noSuchAddress,
  ENOTFOUND: noSuchAddress,
  EAI_AGAIN: noSuchAddress,
}

const notWritable: Line = ({ path }) => `${path} cannot be written. Set BATON_DATA_DIR to a folder that this user may write to.`

const folder: Record<string, Line> = {
  EACCES: notWritable, EPERM: notWritable, EROFS: notWritable, ENOENT: notWritable,
  EEXIST: ({ path }) => `${path} is a file. Set BATON_DATA_DIR to a folder.`,
  ENOTDIR: ({ path }) => `${path} lies below a file. Set BATON_DATA_DIR to a folder.`,
  ENOSPC: ({ path }) => `There is no room left for ${path}.`,
}

const silent: Line = () => 'The database at DATABASE_URL does not answer. Start it, or correct the address.'
const refused: Line = () => 'The database at DATABASE_URL does not know this user or password. Correct them.'

// SQLSTATE codes: PostgreSQL's manual, appendix A.
const database: Record<string, Line> = {
  ECONNREFUSED: silent, ETIMEDOUT: silent, ECONNRESET: silent, EHOSTUNREACH: silent, ENETUNREACH: silent, '57P03': silent,
  ENOTFOUND: () => 'The host of DATABASE_URL is not known. Correct the address.',
  EAI_AGAIN: () => 'The host of DATABASE_URL could not be looked up. Correct the address, or look at the name server.',
  '28P01': refused, '28000': refused,
  '3D000': () => 'The database that DATABASE_URL names does not exist. Create it (createdb), or correct the name.',
  '42501': () => 'The user of DATABASE_URL may not make tables there. Let it own the database.',
  '53300': () => 'The database at DATABASE_URL has no connection left. Lower DATABASE_POOL, or raise its max_connections.',
}
