import { beforeAll, expect, test } from 'vitest'
import { bySound } from '../../../nlp-models/classifier/index.ts'
import { fold } from '../../../nlp-models/normalise.ts'
import { understand, type Understander } from '../../../nlp-models/understand.ts'
import { now, smallBot } from './small-bot.ts'

let bot: Understander
beforeAll(async () => { bot = await smallBot() })

const sounded = (text: string) => bySound(fold(text, 'zh'), bot.ears.get('zh')!.model.vocabulary)
const hear = (text: string) => understand(text, { language: 'zh' }, { ...bot, now })

test.each([
  ['快帝到哪里了', '快递到哪里了'], ['我的包果呢', '我的包裹呢'], ['能便一点吗 太桂了', '能便一点吗太贵了'], ['转人供', '转人工'],
  ['kuaidi dao nali le', '快递到哪里了'], ['yunfei duoshao', '运费多少'], ['wo yao tuihuo', '我要退货'],
])('%s sounds like %s', (text, meant) => {
  expect(sounded(text)).toBe(meant)
})

test.each(['快递到哪里了', '运费多少', 'tracking number', '1001', '👍', '', '我'])('%s is read as it stands', (text) => {
  expect(sounded(text)).toBeNull()
})

test.each([['我的快帝到哪里啦', 'shipping.track'], ['yunfei shi duoshao', 'shipping.cost'], ['专人供', 'handoff.ask']])('%s is understood', (text, intent) => {
  expect(hear(text).intent).toBe(intent)
})

test('what is strange throughout, or without end, is left as it is', () => {
  expect(sounded('亿艺忆义翼遗疑译'.repeat(4))).toBeNull()
  expect(sounded('shi'.repeat(200))).toBeNull()
  expect(sounded('历市'.repeat(400))).toBeNull()
})
