import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askFollowUp, askSurvey, withoutDeskQuestion } from '../../../dialogs/index.ts'
import { emptyDialogState } from '../../../core/conversation/index.ts'
import { openRoom, type Room } from './talk.ts'

let room: Room
beforeAll(async () => { room = await openRoom() })
afterAll(async () => { await room.close() })

function surveyed(agoMs = 0) {
  const talk = room.talk()
  talk.state = askSurvey(talk.state, { handoffId: 'h-1', now: room.now - agoMs }).state
  return talk
}

function followedUp() {
  const talk = room.talk()
  talk.state = askFollowUp(talk.state, { followUpId: 'f-1', topic: 'returns', what: 'the new kettle', agent: 'Lee' }).state
  return talk
}

describe('how it was', () => {
  test.each([
    ['5', 5], ['5/5', 5], ['4 stars', 4], ['great', 5], ['good', 4], ['非常满意', 5], ['不错', 4], ['四星', 4],
  ])('“%s” is %i, and thanks end it', async (said, score) => {
    const talk = surveyed()
    expect(await talk.say(said)).toEqual(['survey.thanks'])
    expect(talk.last?.feedback).toEqual([{ about: 'survey', handoffId: 'h-1', score, word: null }])
    expect(talk.state.active).toBeNull()
  })

  test.each([['1', 1], ['very bad', 1], ['2分', 2], ['还行', 3], ['很差', 1]])('“%s” is %i: what was wrong is asked, and the word kept', async (said, score) => {
    const talk = surveyed()
    expect(await talk.say(said)).toEqual(['survey.what-was-wrong'])
    expect(talk.last?.feedback).toEqual([{ about: 'survey', handoffId: 'h-1', score, word: null }])
    expect(await talk.say('I waited an hour')).toEqual(['survey.thanks'])
    expect(talk.last?.feedback).toEqual([{ about: 'survey', handoffId: 'h-1', score: null, word: 'I waited an hour' }])
  })

  test('another question is answered, and the survey is let go', async () => {
    const talk = surveyed()
    expect(await talk.say('how much is shipping?', { intent: 'shipping.cost' })).toEqual(['shipping.cost'])
    expect([talk.last?.feedback, talk.state.active]).toEqual([undefined, null])
  })

  test.each([
    ['a question', 'how much is shipping now?', 'shipping.cost'], ['a wish', 'I want to know the cost of shipping', 'shipping.cost'], ['一个问题', '运费多少', 'shipping.cost'],
  ])('%s in place of the word is answered and is no word', async (_what, said, intent) => {
    const talk = surveyed()
    await talk.say('2')
    expect(await talk.say(said, { intent })).toEqual(['shipping.cost'])
    expect([talk.last?.feedback, talk.state.active]).toEqual([undefined, null])
  })

  test('what was wrong may be something the bot knows about: it is kept, and answered', async () => {
    const talk = surveyed()
    await talk.say('2')
    expect(await talk.say('the shipping was far too expensive', { intent: 'shipping.cost' })).toEqual(['shipping.cost'])
    expect(talk.last?.feedback).toMatchObject([{ word: 'the shipping was far too expensive' }])
  })

  test('a word that comes late is a message like any other', async () => {
    const talk = surveyed()
    await talk.say('2')
    talk.state.active!.data['askedAt'] = room.now - 16 * 60_000
    expect(await talk.say('the green one', {})).toEqual(['fallback.first'])
    expect([talk.last?.feedback, talk.state.active]).toEqual([undefined, null])
  })

  test('a score the day after still counts, one two days later does not', async () => {
    expect(await surveyed(23 * 3_600_000).say('5')).toEqual(['survey.thanks'])
    const late = surveyed(48 * 3_600_000)
    expect(await late.say('5')).toEqual(['fallback.first'])
    expect(late.last?.feedback).toBeUndefined()
  })

  test('who would rather not say why is thanked', async () => {
    const talk = surveyed()
    await talk.say('2')
    expect(await talk.say('no')).toEqual(['survey.thanks'])
    expect(talk.last?.feedback).toBeUndefined()
  })
})

describe('whether it is settled', () => {
  test('yes ends it', async () => {
    const talk = followedUp()
    expect(await talk.say('yes')).toEqual(['follow-up.glad'])
    expect(talk.last?.feedback).toEqual([{ about: 'follow-up', followUpId: 'f-1', isWell: true, word: 'yes' }])
  })

  test.each(['no', 'it still has not come', '还没收到', 'nothing has happened'])('“%s” brings a person, with what was said', async (said) => {
    const talk = followedUp()
    expect(await talk.say(said)).toEqual(['follow-up.sorry'])
    expect(talk.last?.handoff).toMatchObject({ reason: 'complaint', topic: 'returns', note: { key: 'follow-up.unsettled', data: { word: said } } })
    expect(talk.last?.feedback).toEqual([{ about: 'follow-up', followUpId: 'f-1', isWell: false, word: said }])
  })

  test('something else is taken as that', async () => {
    const talk = followedUp()
    expect(await talk.say('how much is shipping?', { intent: 'shipping.cost' })).toEqual(['shipping.cost'])
    expect(talk.last?.feedback).toBeUndefined()
  })
})

test('a question of the desk is let go when a person hands back; another dialog stays', () => {
  const { state } = askSurvey(emptyDialogState(), { handoffId: 'h-1', now: 0 })
  expect(withoutDeskQuestion(state).active).toBeNull()
  const returning = { ...state, active: { topic: 'returns', step: 'confirm', data: {}, asked: 1 } }
  expect(withoutDeskQuestion(returning)).toBe(returning)
})
