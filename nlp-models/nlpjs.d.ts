// NLP.js has no types: what engine.ts uses of it.
declare module '@nlpjs/basic' {
  export interface NlpjsContainer {
    register(name: string, instance: unknown, isSingleton: boolean): void
    registerConfiguration(name: string, configuration: object, isAlias?: boolean): void
    use(plugin: unknown): void
  }

  export interface NlpjsAnswer {
    locale: string
    utterance: string
    intent: string
    score: number
    classifications: { intent: string; score: number }[]
    answer?: string
  }

  export class Nlp {
    constructor(settings: object, container?: NlpjsContainer)
    addLanguage(locale: string): void
    addDocument(locale: string, utterance: string, intent: string): void
    addAnswer(locale: string, intent: string, answer: string): void
    addCorpus(corpus: object): Promise<void>
    train(): Promise<unknown>
    process(locale: string, utterance: string): Promise<NlpjsAnswer>
    toJSON(): object
    fromJSON(json: object): void
  }

  export class LangEn {}
  export function containerBootstrap(): NlpjsContainer
}
