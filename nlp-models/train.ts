// Training beside the running bot: in two threads of its own, with progress and a way to stop it.
import { Worker } from 'node:worker_threads'
import { loadModel, type ClassifierModel, type Example, type Studies, type TrainOptions, type Worth } from './classifier/index.ts'

/** What a worker is asked, and what it says: progress, then the model file (its helper: its half of the studies, then what the machine is worth) or a failure. */
export interface TrainTask { examples: Example[]; language: string; seed: number; offTopic: string[] }
export type TrainNews = { fraction: number; what: string } | { bytes: Uint8Array } | { studies: Studies } | { worth: Worth } | { failure: string }

/** As `trainClassifier`, in a worker thread. Rejects with the signal's reason when cancelled; the thread is gone by then. */
export async function trainInWorker(examples: Example[], options: TrainOptions): Promise<{ model: ClassifierModel; bytes: Uint8Array }> {
  options.signal?.throwIfAborted()
  const task: TrainTask = { examples, language: options.language, seed: options.seed ?? 1, offTopic: options.offTopic ?? [] }
  const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: { ...task, isHelper: false } })
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const cancel = () => reject(options.signal?.reason)
  options.signal?.addEventListener('abort', cancel, { once: true })
  worker.on('message', (news: TrainNews) => {
    if ('bytes' in news) resolve(news.bytes)
    else if ('failure' in news) reject(new Error(news.failure))
    else if ('fraction' in news) options.onProgress?.(news.fraction, news.what)
  })
  worker.on('error', reject)
  worker.on('exit', (code) => reject(new Error(`classifier: the training thread ended with code ${code}`)))
  try {
    const bytes = await promise
    return { model: loadModel(bytes), bytes }
  } finally {
    options.signal?.removeEventListener('abort', cancel)
    await worker.terminate()
  }
}
