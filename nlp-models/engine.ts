// The only file that knows NLP.js. It is the container (languages, corpus, answers, pipelines); the classifier inside it is ours.
import { containerBootstrap, LangEn, Nlp, type NlpjsAnswer } from '@nlpjs/basic'
import { classify, loadModel, OFF_TOPIC, saveModel, type Classification, type ClassifierModel } from './classifier/index.ts'
import { fold } from './normalise.ts'
import { trainInWorker } from './train.ts'

export type { NlpjsAnswer }

const NAME = 'BatonNlu'
const NONE = 'None'

/**
 * An NLP.js instance whose `train()` and `process()` use our classifier: `addDocument`, `addCorpus`, `toJSON` and the rest work as its users know them.
 * Training runs in a worker thread; what our classifier rejects is NLP.js's intent `None`. Nothing is written to disk, nothing is logged.
 */
export function openEngine(languages: string[], seed = 1): Nlp {
  const container = containerBootstrap()
  container.use(LangEn)
  container.register(NAME, pluginFor(seed), false)
  // Without the stem dictionary an utterance known by heart skips the classifier and gets the score 1, whatever its calibrated confidence.
  const domain = { nluByDomain: { default: { className: NAME, settings: {} } }, trainByDomain: false, useStemDict: false }
  container.registerConfiguration('domain-manager-??', domain)
  return new Nlp({ languages, autoSave: false, autoLoad: false, threshold: 0, nlu: { log: false }, forceNER: false, calculateSentiment: false }, container)
}

interface Document { utterance: string; intent: string }
interface PluginSettings { locale?: string }

/** The class NLP.js asks for: it makes one a language. */
function pluginFor(seed: number) {
  return class BatonNlu {
    settings: PluginSettings
    model: ClassifierModel | undefined

    constructor(settings: PluginSettings = {}) {
      this.settings = { locale: settings.locale ?? 'en' }
    }

    /** The words of an utterance, as NLP.js wants them for its own bookkeeping. */
    prepare(utterance: string): string[] {
      return fold(utterance, this.settings.locale!).split(' ').filter(Boolean)
    }

    async train(corpus: Document[]) {
      const examples = corpus.map(({ utterance, intent }) => ({ text: utterance, label: intent === NONE ? OFF_TOPIC : intent }))
      this.model = (await trainInWorker(examples, { language: this.settings.locale!, seed })).model
      return { status: { utterances: examples.length, intents: this.model.labels.length } }
    }

    process(utterance: string) {
      if (!this.model) return { classifications: [{ intent: NONE, score: 1 }], entities: undefined, explanation: undefined }
      return { classifications: asClassifications(classify(this.model, utterance)), entities: undefined, explanation: undefined }
    }

    toJSON() {
      return { settings: this.settings, model: this.model ? Buffer.from(saveModel(this.model)).toString('base64') : null }
    }

    fromJSON(json: { settings: PluginSettings; model: string | null }) {
      this.settings = json.settings
      this.model = json.model ? loadModel(Buffer.from(json.model, 'base64')) : undefined
    }
  }
}

/** NLP.js takes the highest as the answer: `None` scores 1, as it does in NLP.js itself, when the best intent is not to be believed. */
function asClassifications({ scores, accepted }: Classification) {
  const told = scores.map(({ intent, confidence }) => ({ intent, score: confidence }))
  return accepted ? told : [{ intent: NONE, score: 1 }, ...told]
}
