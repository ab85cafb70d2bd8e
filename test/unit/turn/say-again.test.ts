import { expect, test } from 'vitest'
import { framedAgain, isOnlyAgain, timesAgain } from '../../../bot/turn/say-again.ts'
import { emptyDialogState, type DialogOutput, type MoodEvidence } from '../../../core/conversation/index.ts'

const seen = (...whys: string[]): { evidence: MoodEvidence[]; hasThreat: boolean } => ({ evidence: whys.map((why) => ({ text: '', why, start: 0, end: 0 })), hasThreat: false })
const answer = (more: Partial<DialogOutput> = {}): DialogOutput => ({ state: emptyDialogState(), replies: [{ key: 'shipping.cost' }], writes: [], handoff: null, missed: false, ...more })
const said = { lastVariant: { 'shipping.cost': 0 } }

test('only asking again is no mood; with any other sign it is', () => {
  expect(isOnlyAgain(seen('repetition'))).toBe(true)
  expect(isOnlyAgain(seen('repetition', 'punctuation'))).toBe(true)
  for (const why of ['anger', 'insult', 'model', 'shouting', 'emoji']) expect(isOnlyAgain(seen('repetition', why)), why).toBe(false)
  expect(isOnlyAgain(seen())).toBe(false)
  expect(isOnlyAgain({ ...seen('repetition'), hasThreat: true })).toBe(false)
})

test('it is counted in a row', () => {
  expect(timesAgain(seen('repetition'), 1)).toBe(2)
  expect(timesAgain(seen(), 3)).toBe(0)
})

test('the second time other words are announced, the third time a person is offered', () => {
  expect(framedAgain(answer(), said, 1)).toMatchObject({ first: [{ key: 'again.other-words' }], last: [] })
  expect(framedAgain(answer(), said, 2)).toMatchObject({ first: [], last: [{ key: 'again.offer-person' }] })
})

test('a new answer, a question and a handoff are not announced as said before', () => {
  const active = { topic: 'order', step: 'which-order', data: {}, asked: 1 }
  const others = [answer({ replies: [{ key: 'shipping.time' }] }), answer({ state: { ...emptyDialogState(), active } }), answer({ missed: true }), answer({ handoff: { reason: 'policy', topic: 'order' } })]
  for (const other of others) expect(framedAgain(other, said, 1)).toEqual({ first: [], last: [] })
})
