import { describe, expect, test } from 'vitest'
import { personIn } from '../../../nlp-models/wish/index.ts'

const english = (text: string) => personIn(text, 'en')
const chinese = (text: string) => personIn(text, 'zh')

describe('a person is wished for beside whatever else is said', () => {
  test.each([
    'this is ridiculous, third week waiting, I want a human', 'where is order 1001, and can I talk to a person please', 'get me a manager first, then we can speak of the return', "it's broken. no bots please",
    'not a bot please', "i don't want to talk to a bot", 'refund please, human please', 'the zip is broken agent please', 'damaged. human!', "why can't I talk to a human", "you won't let me talk to a person, so put me through to your supervisor",
    'I would be glad if you could connect me to one of your colleagues about order 1001', "I'd like a refund, and could a colleague look at it", 'if possible, I want to speak to someone', 'I want a person if you have one', 'please escalate this',
    'i dont need the refund today but i do need a human', 'NO MORE BOTS', 'I asked for a human!!!', "my mum can't type and wants to talk to a person",
  ])('%s', text => expect(english(text)).toMatchObject({ how: 'ask' }))

  test.each([
    '太离谱了，等了三个星期，我要人工', '订单1001到哪了，顺便转人工', '東西壞了，我要找真人客服', '我想退款，让你们经理来', '怎么还不给我转人工', '能不能转人工', '别用机器人糊弄我', '不要机器人', '可不可以不要机器人，我的鞋子三周没到', '鞋子坏了 人工！', '1001一直没动静，幫我轉接專員',
    '我不想跟机器人聊，给我转客服', '有没有真人啊，订单拆了三个包裹', '麻烦找个人跟我说清楚',
  ])('%s', text => expect(chinese(text)).toMatchObject({ how: 'ask' }))
})

describe('a call is wished for', () => {
  test.each(['the parcel is late, can someone call me', 'please ring me back, it is broken', 'I want an explanation, give me a call', "it's broken, I'd like a callback"])('%s', text => expect(english(text)?.how).toBe('call-back'))
  test.each(['包裹丢了，请回电', '1001一直没到，能给我打个电话吗', '坏了，让客服打电话给我'])('%s', text => expect(chinese(text)?.how).toBe('call-back'))
  test.each([['my friends call me Bo', 'en'], ['will the driver call me before he comes', 'en'], ["they said they'd call me", 'en'], ['快递员会打电话给我吗', 'zh'], ['没人给我打电话就签收了', 'zh'], ['不用给我打电话', 'zh']])('%s is none', (text, language) => {
    expect(personIn(text, language)?.how).not.toBe('call-back')
  })
})

describe('a person is spoken of and not wished for', () => {
  test.each([
    ["I don't want a human", 'denied', ''], ['no human please', 'denied', ''], ['do I have to talk to a person for that', 'denied', ''], ["I don't need an agent, just tell me where order 1001 is", 'denied', 'just tell me where order 1001 is'], ["I'd rather not talk to anyone", null, ''], ['can I return it without talking to anyone', null, ''],
    ['if this does not help, I want a person', 'later', ''], ['I want a person if this does not work', 'later', ''], ['where is it? otherwise I want a manager', 'later', 'where is it'], ['I talked to a person yesterday', 'told', ''], ['I tried to talk to a person yesterday but nobody answered', 'told', 'nobody answered'],
    ['is this a person or a bot', null, ''], ['I need a hair brush for a person with long hair', null, ''], ['I need the customer service number', null, ''], ['do your agents speak spanish', null, ''], ["I don't like the robot vacuum", null, ''],
  ])('%s', (text, how, besides) => expect(english(text)).toEqual(how === null ? null : { how, besides, isDoubtful: expect.any(Boolean) }))

  test.each([
    ['不用转人工', 'denied', ''], ['先别转人工，告诉我1001到哪了', 'denied', '告诉我1001到哪了'], ['退货要找人工吗', 'denied', ''], ['如果不行我再找人工', 'later', ''], ['要是还不行，就给我转人工', 'later', ''], ['实在不行就转人工吧', 'later', ''], ['我昨天找过客服了', 'told', ''], ['之前转过人工，没用', 'told', '没用'],
    ['我在跟真人说话吗', null, ''], ['这个要人工审核吗', null, ''], ['净水器漏水 派人来', null, ''], ['点进去只有“联系客服”', null, ''],
  ])('%s', (text, how, besides) => expect(chinese(text)).toEqual(how === null ? null : { how, besides, isDoubtful: expect.any(Boolean) }))
})

test('words made to be slow to read are read as any others', () => {
  const slow = ['个'.repeat(600), '找'.concat('一个'.repeat(300)), 'i want a real live human customer '.repeat(20), 'please just '.repeat(60), '找个'.repeat(300).concat('人工')]
  for (const text of slow) for (const language of ['en', 'zh']) expect(() => personIn(text, language)).not.toThrow()
})
