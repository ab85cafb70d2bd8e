import type { Database } from './db/db.ts'

export interface TogetherOptions<In> {
  /** Two with the same key never travel in one batch nor in two at once: the later one waits, so that their order holds. */
  keyOf?: (one: In) => string
  /** At most so many in one batch. */
  limit?: number
  /** At most so many batches at once. */
  lanes?: number
  /** A batch begins at the end of the event loop's round in which its first call came: what the same round brings goes along, and nothing waits longer. */
  gathers?: boolean
}

interface Waiting<In, Out> {
  one: In
  resolve(out: Out): void
  reject(error: unknown): void
}

/**
 * Makes one function of many calls: the first runs at once (or with its round of the event loop), what comes while it runs goes together in the next run. `run` answers in the order of
 * its inputs. When a run of several fails each is run alone, so that one bad call harms nobody else.
 */
export function together<In, Out>(run: (many: In[]) => Promise<Out[]>, { keyOf, limit = 32, lanes = 1, gathers = false }: TogetherOptions<In> = {}): (one: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = []
  const busy = new Set<string>()
  let running = 0

  const takeBatch = (): Waiting<In, Out>[] => {
    if (!keyOf) return waiting.splice(0, limit)
    const batch: Waiting<In, Out>[] = []
    const left: Waiting<In, Out>[] = []
    // Keys of those left behind count too: nobody overtakes an earlier call of the same key.
    const taken = new Set(busy)
    for (const one of waiting) {
      const key = keyOf(one.one)
      if (batch.length < limit && !taken.has(key)) {
        batch.push(one)
        busy.add(key)
      } else left.push(one)
      taken.add(key)
    }
    waiting = left
    return batch
  }
  const runBatch = async (batch: Waiting<In, Out>[]): Promise<void> => {
    try {
      const outs = await run(batch.map(({ one }) => one))
      batch.forEach(({ resolve }, index) => { resolve(outs[index]!) })
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error)
      else await Promise.all(batch.map((one) => runBatch([one])))
    }
  }
  const lane = async (batch: Waiting<In, Out>[]): Promise<void> => {
    running += 1
    for (let next = batch; next.length > 0; next = takeBatch()) {
      await runBatch(next)
      if (keyOf) for (const { one } of next) busy.delete(keyOf(one))
    }
    running -= 1
  }
  let isGathering = false
  const begin = () => {
    isGathering = false
    if (running >= lanes) return
    const batch = takeBatch()
    if (batch.length > 0) void lane(batch)
  }
  return (one) => new Promise<Out>((resolve, reject) => {
    waiting.push({ one, resolve, reject })
    if (!gathers) return begin()
    if (isGathering || running >= lanes) return
    isGathering = true
    setImmediate(begin)
  })
}

/** How many batches a database takes at once: the embedded one has a single session. */
export function lanesOn({ kind }: Pick<Database, 'kind'>): number {
  return kind === 'postgres' ? 2 : 1
}
