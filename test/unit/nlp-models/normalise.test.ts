import { expect, test } from 'vitest'
import { CAP, detectLanguage, fold, scriptOf } from '../../../nlp-models/normalise.ts'

test.each([
  ['Ｈｅｌｌｏ　１２３', 'en', 'hello 123'], ['  A\n\tB  ', 'en', 'a b'], ['don’t', 'en', "don't"], ['a\0b', 'en', 'a b'], ['x\ud800y', 'en', 'x y'],
  ['我想要退貨', 'zh', '我想要退货'], ['運費多少', 'zh', '运费多少'], ['在么，为什麼', 'zh', '在么,为什么'], ['a\u200bb', 'en', 'a b'],
])('%j is folded', (text, language, folded) => {
  expect(fold(text, language)).toBe(folded)
})

test('folding twice changes nothing more, and nothing is longer than the cap', () => {
  for (const text of ['Ｆｕｌｌ ＷＩＤＴＨ', '運費𠮷', 'ﷺ'.repeat(600), '😀'.repeat(9000), '\udc00'.repeat(3000)]) {
    const folded = fold(text, 'zh')
    expect([...folded].length).toBeLessThanOrEqual(CAP)
    expect(fold(folded, 'zh')).toBe(folded)
    expect(folded.isWellFormed()).toBe(true)
  }
})

test.each([
  ['where is my parcel', 'en'], ['我要退款', 'zh'], ['退货 size M', 'zh'], ['wo yao tuikuan', 'zh'], ['shenme shihou dao', 'zh'], ['nv xie hai you ma', 'zh'], ['wo yao tousu', 'zh'], ['can you send me one', 'en'], ['never buying here again', 'en'], ['fine shame hinge ruined', null], ['do refunds come as store credit', 'en'], ['kuaidi', 'zh'], ['where is my 快递', 'en'],
  ['1001', null], ['😀', null], ['', null], ['dónde está mi pedido', 'und'], ['je veux un remboursement', 'und'], ['где мой заказ', 'und'], ['これはいつ届きますか', 'und'], ['내 주문 어디', 'und'],
])('%j is in %s', (text, language) => {
  expect(detectLanguage(text, ['en', 'zh'])).toBe(language)
})

test('a language that the shop knows is named, also by a longer tag', () => {
  expect(detectLanguage('dónde está mi pedido', ['en', 'es'])).toBe('es')
  expect(detectLanguage('我要退款', ['en', 'zh-Hans'])).toBe('zh-Hans')
})

test('a word crafted against the pinyin reader costs no time', () => {
  // A reader that tries every cut would not end before the test's time limit.
  for (let n = 0; n < 50; n++) expect(detectLanguage(`${'ian'.repeat(150)}b`, ['en', 'zh'])).toBe(detectLanguage('ianb', ['en', 'zh']))
})

test.each([['我想要退貨', 'Hant'], ['我想要退货', 'Hans'], ['你好', 'none'], ['hello', 'none']])('%s is written in %s', (text, script) => {
  expect(scriptOf(text)).toBe(script)
})
