import { beforeAll, describe, expect, test } from 'vitest'
import type { Mood, MoodLevel } from '../../../core/conversation/words.ts'
import { nextMoodCurve, readMood } from '../../../nlp-models/mood.ts'
import type { Understander } from '../../../nlp-models/understand.ts'
import { smallBot } from './small-bot.ts'

const LEVELS: MoodLevel[] = ['calm', 'annoyed', 'angry', 'furious']
const lines: [string, string, MoodLevel, MoodLevel][] = [
  ['en', 'where is my order 1001?', 'calm', 'calm'], ['en', "thanks, that's perfect", 'calm', 'calm'], ['en', "I'm not angry, just want to know when it arrives", 'calm', 'annoyed'],
  ['en', 'still waiting, this is the third week', 'annoyed', 'angry'], ['en', 'great, third week waiting', 'annoyed', 'angry'], ['en', 'this is ridiculous, you are useless', 'angry', 'furious'],
  ['en', 'YOU ARE SCAMMERS GIVE ME MY MONEY BACK!!!', 'furious', 'furious'], ['en', 'I will be contacting my bank about this charge', 'angry', 'furious'], ['en', 'can I pay with my bank card', 'calm', 'calm'],
  ['en', 'ok, how long does that take', 'calm', 'calm'], ['en', 'how long do i have to wait for an answer', 'calm', 'annoyed'],
  ['zh', '我的快递到哪了', 'calm', 'calm'], ['zh', '谢谢亲', 'calm', 'calm'], ['zh', '我没有生气，就问问', 'calm', 'annoyed'], ['zh', '等了三个星期了还没到', 'annoyed', 'angry'], ['zh', '骗子！退钱！！！', 'angry', 'furious'],
  ['zh', '再不處理我就打12315', 'angry', 'furious'], ['zh', '滚筒洗衣机有货吗', 'calm', 'calm'],
]

describe('by signs alone', () => {
  test.each(lines)('%s: %s', (language, text, least, most) => {
    const { level } = readMood(text, { language, model: null })
    expect(LEVELS.indexOf(level)).toBeGreaterThanOrEqual(LEVELS.indexOf(least))
    expect(LEVELS.indexOf(level)).toBeLessThanOrEqual(LEVELS.indexOf(most))
  })
})

describe('with a trained model', () => {
  let bot: Understander
  beforeAll(async () => { bot = await smallBot() })

  test.each(lines)('%s: %s', (language, text, least, most) => {
    const { mood: model } = bot.ears.get(language)!
    expect(model).not.toBeNull()
    const { level } = readMood(text, { language, model })
    expect(LEVELS.indexOf(level)).toBeGreaterThanOrEqual(LEVELS.indexOf(least))
    expect(LEVELS.indexOf(level)).toBeLessThanOrEqual(LEVELS.indexOf(most))
  })

  test.each([['en', 'ok'], ['en', 'size?'], ['en', 'wait'], ['en', 'refund?'], ['zh', '尺码'], ['zh', '在吗'], ['zh', '发票?'], ['zh', '好的']])('%s: %s is no mood', (language, text) => {
    expect(readMood(text, { language, model: bot.ears.get(language)!.mood })).toMatchObject({ level: 'calm', evidence: [] })
  })
})

describe('a sign', () => {
  test.each([
    ['五块钱打发谁呢', 'sarcasm'], ['那我等到明年呗', 'sarcasm'], ['快递是走路来的吧', 'sarcasm'], ['nmd', 'insult'], ['好差', 'annoyance'], ['第三次催了', 'waiting'], ['东西差得离谱', 'anger'],
  ])('%s: %s', (text, why) => {
    expect(readMood(text, { language: 'zh', model: null }).evidence.map((one) => one.why)).toContain(why)
  })
  test.each(['快递快得离谱', '黑心棉怎么鉴别', '垃圾车玩具有吗', '第三次回购了', '回购第三次了', '这家好差评少吗'])('%s is none', (text) => {
    expect(readMood(text, { language: 'zh', model: null })).toMatchObject({ level: 'calm', evidence: [] })
  })
})

describe('hard words that are no anger', () => {
  test.each([
    ['en', 'damn, these boots are gorgeous'], ['en', 'shit, I forgot my password'], ['en', 'is this shop a scam or is it real'], ['en', 'do you sell rubbish bins'], ['en', 'I was furious yesterday but it is all sorted now, thank you'],
    ['en', 'my wife is mad at me for ordering two'], ['en', 'sorry, stupid question'], ['en', 'what a bargain!!!'], ['en', 'it is ridiculous how comfy this is'], ['en', 'been waiting for this sale for weeks'], ['en', 'black court shoes in 5'],
    ['zh', '卧槽太好看了吧'], ['zh', '你们是骗子吗'], ['zh', '有人冒充你们客服骗钱'], ['zh', '為什麼有人給差評'], ['zh', '还不错'], ['zh', '我老公生气了说我买太多'], ['zh', '气死我了手滑拍错了'], ['zh', '便宜得离谱'], ['zh', '气死我自己了，收据给扔了'], ['zh', '之前那家店坑死我了，还好遇到你们'], ['zh', '气死风灯户外能用吗'], ['zh', '卧槽有货了！！！终于补货'], ['zh', '周五前要到！！'],
    ['en', "argh I'm such an idiot, I forgot the code"], ['en', 'my old shop was a nightmare, so glad I found you'], ['en', 'need it by Friday!!'], ['en', 'they fit!!!!!'], ['en', 'is the horrible histories box set in stock'], ['en', 'I read some bad reviews about the strap, has it been improved?'], ['zh', '捡到宝了!!!'], ['zh', '等了三个月终于打折了'],
  ])('%s: %s', (language, text) => {
    expect(readMood(text, { language, model: null })).toMatchObject({ level: 'calm', evidence: [], hasThreat: false })
  })
  test.each([
    ['en', 'fuck you'], ['en', 'damn it, still nothing, nobody answers'], ['en', 'nice one, you are a scam!!!'], ['en', 'thank you but where is it, you useless people!!!'], ['zh', '你们就是骗子'], ['zh', '你是不是傻'], ['zh', '差评'], ['zh', '卧槽又发错了'], ['zh', '什么态度啊'], ['zh', '怎么还没到'],
  ])('aimed at us they are: %s %s', (language, text) => {
    expect(readMood(text, { language, model: null }).level).not.toBe('calm')
  })
})

describe('praise of a fault is irony, and its words are told', () => {
  test.each([
    ['en', 'new kettle, spout snapped off, great job', 'great job'], ['en', 'impressive, you managed to send me two left gloves', 'impressive'], ['en', 'cheers for the empty box lads', 'cheers for the empty'],
    ['zh', '新买的水壶壶嘴断了，质量真好啊', '质量真好啊'], ['zh', '恭喜，又寄错了', '恭喜'],
  ])('%s: %s', (language, text, words) => {
    const { level, evidence } = readMood(text, { language, model: null })
    expect(level).toBe('annoyed')
    expect(evidence.filter(({ why }) => why === 'sarcasm').map((one) => one.text)).toContain(words)
  })
  test.each([
    ['en', 'love the bag but the strap broke, could you repair it'], ['en', 'thanks for replacing the broken cup'], ['en', 'never leaks, great bottle'], ['en', 'my old one broke, this is great'],
    ['zh', '碎了一个，不过客服态度很好'], ['zh', '不会坏，真棒'], ['zh', '杯子碎了，麻烦补发，谢谢'],
  ])('meant as it is said, %s: %s', (language, text) => {
    expect(readMood(text, { language, model: null }).evidence.map(({ why }) => why)).not.toContain('sarcasm')
  })
})

describe('a threat', () => {
  test.each([
    ['en', 'my lawyer will be in touch', true], ['en', "I'm going to leave a bad review everywhere", true], ['en', 'I will raise a chargeback', true], ['en', 'we put it on the balcony for now', false], ['en', 'i will put it on tiktok', true], ['en', 'going to post this on every review site', true], ['en', 'do you have bad reviews?', false], ['en', "I don't want to leave a bad review", false],
    ['en', 'is my bank card safe here', false], ['zh', '给你们差评', true], ['zh', '我要找律师起诉你们', true], ['zh', '有差评吗', false], ['zh', '12315是干什么的', false], ['zh', '保修要找律师吗', false], ['zh', '信不信我打12315', true], ['zh', '抖音见', true], ['zh', '用了一星期不亮了', false],
    ['en', 'do I need a lawyer for a warranty claim?', false], ['en', 'is a police report required when a parcel is stolen?', false], ['en', 'do you want me to call my lawyer?', true], ['en', 'is there an ombudsman for online shops?', false], ['en', 'the police are on their way to your store', true], ['zh', '我会联系银行拒付', true],
    ['zh', '明天我带记者过去', true], ['zh', '麻烦把你们法务邮箱发我', true], ['zh', '请提供营业执照名称，我好填投诉单', true], ['zh', '律师袍有卖吗', false], ['zh', '这条法务写得清楚', false],
  ])('%s: %s', (language, text, hasThreat) => {
    expect(readMood(text, { language, model: null }).hasThreat).toBe(hasThreat)
  })
})

test('the words that speak for it are told as they were written', () => {
  const text = 'ｔｈｉｓ is RIDICULOUS 😡'
  const { evidence } = readMood(text, { language: 'en', model: null })
  expect(evidence.map(({ why }) => why)).toEqual(['anger', 'emoji'])
  for (const one of evidence) expect(text.slice(one.start, one.end)).toBe(one.text)
})

test('asking the same again counts, each time a little more', () => {
  const ask = (earlier: string[]) => readMood('where is my order 1001', { language: 'en', model: null, earlier }).score
  expect(ask(['do you have kettles'])).toBe(0)
  expect(ask(['where is my order 1001?'])).toBeGreaterThan(0.1)
  expect(ask(['Where is my order 1001?', 'where is order 1001'])).toBeGreaterThan(ask(['where is my order 1001?']))
})

test.each([
  ['en', 'do you have bags under 30 dollars', 'do you have bags'], ['en', 'how much is shipping to texas', 'how much is shipping'], ['zh', '寄到北京运费多少', '运费多少'], ['zh', '有没有500以内的包', '有没有包'],
])('%s: %s is no repetition of "%s"', (language, text, before) => {
  expect(readMood(text, { language, model: null, earlier: [before] }).evidence).toEqual([])
})

test.each([['en', 'where is my parcel now please', 'where is my parcel'], ['zh', '我的水壶到底到哪了', '我的水壶到哪了']])('%s: %s presses, and asks the same', (language, text, before) => {
  expect(readMood(text, { language, model: null, earlier: [before] }).evidence.map(({ why }) => why)).toContain('repetition')
})

describe('the curve', () => {
  const mood = (score: number): Mood => ({ level: 'calm', score, evidence: [], hasThreat: false })
  const curve = (...scores: number[]) => scores.reduce<ReturnType<typeof nextMoodCurve> | null>((before, score, at) => nextMoodCurve(before, mood(score), at + 1), null)!

  test('begins with the first message', () => {
    expect(curve(0.4)).toMatchObject({ score: 0.4, slope: 0, points: [{ seq: 1, score: 0.4 }] })
  })
  test('rises while it gets worse and falls when it gets better', () => {
    expect(curve(0.1, 0.3, 0.6).slope).toBeGreaterThan(0)
    expect(curve(0.9, 0.5, 0.1).slope).toBeLessThan(0)
    expect(curve(0.3, 0.3, 0.3).slope).toBe(0)
  })
  test('rises faster than it falls', () => {
    expect(curve(0, 1).score).toBeGreaterThan(1 - curve(1, 0).score)
  })
  test('stays small in a long conversation', () => {
    expect(curve(...Array.from({ length: 500 }, () => 0.5)).points.length).toBeLessThanOrEqual(60)
  })
})

test.each([['en', '??', ['?']], ['zh', '我手机号是13800138000', ['138 0013 8000']], ['zh', '第二个怎么样', []]] as const)('a value given again, a knock and a place in a list are no anger: %s %s', (language, text, earlier) => {
  expect(readMood(text, { language, model: null, earlier: [...earlier] }).evidence.filter(({ why }) => why !== 'punctuation')).toEqual([])
})
