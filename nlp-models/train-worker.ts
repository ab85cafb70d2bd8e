// The thread that trains: started by train.ts, one task, one answer.
import { parentPort, workerData } from 'node:worker_threads'
import { saveModel, trainClassifier } from './classifier/index.ts'
import type { TrainNews, TrainTask } from './train.ts'

const say = (news: TrainNews) => parentPort?.postMessage(news)

try {
  const { examples, ...task } = workerData as TrainTask
  const model = trainClassifier(examples, { ...task, onProgress: (fraction, what) => say({ fraction, what }) })
  say({ bytes: saveModel(model) })
} catch (error) {
  say({ failure: error instanceof Error ? error.message : String(error) })
}
