import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { understandLines } from '../nlp-models/index.ts'
import { cachedFolder } from './cache.ts'

const pages = {
  en: `# Small

## intent handoff.ask
label: Talk to a person
- let me talk to a human
- can I speak to a real person please
- I want an agent

- put me through to somebody at the shop
- is there anyone there who can help me
- human please
- connect me with customer service

## test handoff.ask
- I would like to talk to a human being
- an agent please

## intent shipping.track
label: Track my parcel
- where's my parcel
- where is my order now
- any news of my package

- track order 1001
- tracking number says nothing
- has my parcel left yet

## test shipping.track
- where is my parcel at the moment
- track my package

## intent small-talk.greet
label: Hello
- hello
- hi there
- good morning

- hey
- good evening to you

## test small-talk.greet
- hello there

## reply small-talk.greet
- Hello, how can I help?
- Hi, what can I do for you?
`,
  zh: `# 小

## intent handoff.ask
label: 转人工
- 转人工
- 我要人工客服
- 找真人客服

- 有没有人能帮我
- 给我接一下客服人员

## test handoff.ask
- 帮我转人工客服

## intent shipping.track
label: 查询物流
- 我的快递到哪了
- 包裹现在在哪里
- 查一下物流

- 订单1001到哪里了
- 物流没有更新

## test shipping.track
- 快递现在到哪里了

## intent small-talk.greet
label: 你好
- 你好
- 在吗
- 早上好

- 您好呀
- 晚上好

## test small-talk.greet
- 你好呀

## reply small-talk.greet
- 您好，有什么可以帮您？
- 您好，请问需要什么帮助？
`,
}

/** Writes a content folder that is trained in a second: for tests of what is done with models, not of how good they are. */
export function writeSmallContent(contentDir: string): string {
  for (const [language, page] of Object.entries(pages)) {
    mkdirSync(join(contentDir, language), { recursive: true })
    writeFileSync(join(contentDir, language, 'small.md'), page)
  }
  return contentDir
}

/** Puts the models of the small content where `dataDir` keeps its own, as after a start: for tests that are about something else than training. Trained once and kept. */
export async function bringSmallModels(dataDir: string): Promise<void> {
  const sources = ['../nlp-models', 'small-content.ts'].map((path) => join(import.meta.dirname, path))
  const trained = await cachedFolder('small', sources, async (folder) => {
    await understandLines({ lines: [], contentDir: writeSmallContent(join(folder, 'content')), dataDir: folder })
  })
  cpSync(join(trained, 'models'), join(dataDir, 'models'), { recursive: true })
}
