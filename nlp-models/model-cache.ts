// Trained models on disk, so that nothing is trained or fetched twice. A cache that cannot be read or written is no cache, never an error.
import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newSecret, sha256 } from '../core/ids.ts'

export interface ModelCache {
  /** The model of this hash, or null. */
  model(hash: string): Promise<Uint8Array | null>
  putModel(bytes: Uint8Array): Promise<void>
  /** What was trained from the lesson of this fingerprint, or null. */
  trained(lesson: string): Promise<Uint8Array | null>
  putTrained(lesson: string, bytes: Uint8Array): Promise<void>
}

/** Some releases' worth: whatever is older lies in the database or is trained again. */
const MOST_MODELS = 24

/** Opens the cache of a data folder. Processes may share it: files are written aside and moved into place. */
export function openModelCache(dataDir: string): ModelCache {
  // An in-memory database has no folder of its own; what was trained is the same for all of them.
  const folder = join(dataDir.includes('://') ? join(tmpdir(), 'baton') : dataDir, 'models')
  const read = async (file: string): Promise<Uint8Array | null> => readFile(join(folder, file)).catch(() => null)
  const write = async (file: string, bytes: Uint8Array) => {
    const draft = join(folder, `${file}.${newSecret(6)}`)
    await mkdir(folder, { recursive: true }).then(() => writeFile(draft, bytes)).then(() => rename(draft, join(folder, file))).catch(() => {})
  }
  const model = async (hash: string) => {
    const bytes = await read(`${hash}.model`)
    return bytes && sha256(bytes) === hash ? bytes : null
  }
  const putModel = (bytes: Uint8Array) => write(`${sha256(bytes)}.model`, bytes)
  return {
    model,
    putModel,
    async trained(lesson) {
      const hash = await read(`lesson-${lesson}`)
      return hash ? model(Buffer.from(hash).toString('utf8')) : null
    },
    async putTrained(lesson, bytes) {
      await putModel(bytes)
      await write(`lesson-${lesson}`, Buffer.from(sha256(bytes)))
      await removeOldest(folder)
    },
  }
}

async function removeOldest(folder: string) {
  const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.model'))
  if (names.length <= MOST_MODELS) return
  const aged = await Promise.all(names.map(async name => ({ name, at: await stat(join(folder, name)).then(({ mtimeMs }) => mtimeMs, () => 0) })))
  const oldest = aged.toSorted((a, b) => b.at - a.at).slice(MOST_MODELS)
  await Promise.all(oldest.map(({ name }) => unlink(join(folder, name)).catch(() => {})))
}
