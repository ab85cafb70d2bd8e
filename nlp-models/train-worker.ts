// The threads that train, started by train.ts: one trains the machine that will serve; its helper, beside it, trains others to find out what its scores are worth.
// What both must know first (the mentor, the subjects taught) each studies half of, and they exchange it.
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { assemble, closeLesson, learnMachine, learnWorth, openLesson, saveModel, studyHalf, type Studies, type Worth } from './classifier/index.ts'
import type { TrainNews, TrainTask } from './train.ts'

const say = (news: TrainNews) => parentPort?.postMessage(news)
const { isHelper, examples, ...task } = workerData as TrainTask & { isHelper: boolean }

try {
  if (isHelper) say({ worth: await help() })
  else say({ bytes: await trainBoth() })
} catch (error) {
  say({ failure: error instanceof Error ? error.message : String(error) })
}

async function help(): Promise<Worth> {
  const { promise, resolve } = Promise.withResolvers<Studies>()
  parentPort!.once('message', resolve)
  const open = openLesson(examples, task)
  const own = studyHalf(open, 'second')
  say({ studies: own })
  return learnWorth(closeLesson(open, open.isStudied ? [await promise, own] : []), { ...task, onProgress: (fraction, what) => say({ fraction, what }) })
}

async function trainBoth(): Promise<Uint8Array> {
  let helped = 0
  const helper = startHelper((fraction, what) => say({ fraction: (1 + (helped = fraction)) / 2, what }))
  const open = openLesson(examples, task)
  const own = studyHalf(open, 'first')
  helper.tell(own)
  // Where there is nothing to study beforehand the helper is not waited for: it takes a while to start.
  const lesson = closeLesson(open, open.isStudied ? [own, await helper.studies] : [])
  const trained = learnMachine(lesson, { ...task, onProgress: (fraction, what) => say({ fraction: (fraction + helped) / 2, what }) })
  return saveModel(assemble(examples, task, { ...trained, ...(await helper.worth) }))
}

function startHelper(onProgress: (fraction: number, what: string) => void) {
  const studies = Promise.withResolvers<Studies>()
  const worth = Promise.withResolvers<Worth>()
  const fail = (error: Error) => { studies.reject(error); worth.reject(error) }
  // Heard only when this thread comes to ask; until then nobody may take a failure for an unhandled one.
  for (const { promise } of [studies, worth]) promise.catch(() => {})
  const helper = new Worker(new URL(import.meta.url), { workerData: { ...task, examples, isHelper: true } })
  helper.on('message', (news: TrainNews) => {
    if ('studies' in news) studies.resolve(news.studies)
    else if ('worth' in news) worth.resolve(news.worth)
    else if ('failure' in news) fail(new Error(news.failure))
    else if ('fraction' in news) onProgress(news.fraction, news.what)
  })
  helper.on('error', fail)
  return { studies: studies.promise, worth: worth.promise, tell: (own: Studies) => helper.postMessage(own) }
}
