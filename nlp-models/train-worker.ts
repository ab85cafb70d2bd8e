// The threads that train, started by train.ts: one trains the machine that will serve; its helper, beside it, trains others to find out what its scores are worth.
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { assemble, learnMachine, learnWorth, saveModel, type Worth } from './classifier/index.ts'
import type { TrainNews, TrainTask } from './train.ts'

const say = (news: TrainNews) => parentPort?.postMessage(news)
const { isHelper, examples, ...task } = workerData as TrainTask & { isHelper: boolean }

try {
  if (isHelper) say({ worth: learnWorth(examples, { ...task, onProgress: (fraction, what) => say({ fraction, what }) }) })
  else say({ bytes: await trainBoth() })
} catch (error) {
  say({ failure: error instanceof Error ? error.message : String(error) })
}

async function trainBoth(): Promise<Uint8Array> {
  let helped = 0
  const { promise, resolve, reject } = Promise.withResolvers<Worth>()
  const helper = new Worker(new URL(import.meta.url), { workerData: { ...task, examples, isHelper: true } })
  helper.on('message', (news: TrainNews) => {
    if ('worth' in news) resolve(news.worth)
    else if ('failure' in news) reject(new Error(news.failure))
    else if ('fraction' in news) say({ fraction: (1 + (helped = news.fraction)) / 2, what: news.what })
  })
  helper.on('error', reject)
  // Heard only once the machine is trained; until then nobody may take its failure for an unhandled one.
  promise.catch(() => {})
  const trained = learnMachine(examples, { ...task, onProgress: (fraction, what) => say({ fraction: (fraction + helped) / 2, what }) })
  return saveModel(assemble(examples, task, { ...trained, ...(await promise) }))
}
