import { describe, expect, test } from 'vitest'
import { decide, defaultPolicy, type Decision } from '../../../bot/turn/decide.ts'
import type { Mood, MoodCurve, Understanding } from '../../../core/conversation/index.ts'
import { nextMoodCurve } from '../../../nlp-models/index.ts'

const SCORES = { calm: 0.05, annoyed: 0.35, angry: 0.6, furious: 0.9 }
type Said = Mood['level'] | 'threat' | 'again'

function moodOf(said: Said): Mood {
  const level = said === 'threat' ? 'furious' : said === 'again' ? 'annoyed' : said
  const evidence = level === 'calm' ? [] : [{ text: '…', why: said === 'again' ? 'repetition' : 'anger', start: 0, end: 1 }]
  return { level, score: SCORES[level], evidence, hasThreat: said === 'threat' }
}

/** What is done at each message of a conversation with the bot, as one word each. */
function goThrough(...said: Said[]) {
  let curve: MoodCurve | null = null
  let wasOffered = false
  return said.map((one, at) => {
    const mood = moodOf(one)
    curve = nextMoodCurve(curve, mood, at + 1)
    const understanding = { intent: 'shipping.track', text: 'where is it', mood } as Understanding
    const decision = decide({
      state: 'bot', understanding, curve, hasText: true, hasAttachments: false, isDialogOpen: false, wasOffered, asksYesNo: false, isLeavingMessage: false, policy: defaultPolicy,
    })
    wasOffered = decision.to === 'dialog' && decision.after.length > 0
    return nameOf(decision)
  })
}

function nameOf(decision: Decision) {
  if (decision.to === 'handoff') return decision.reason
  if (decision.to !== 'dialog') return decision.to
  return decision.after.length > 0 ? 'offered' : decision.before.length > 0 ? 'sorry' : 'answered'
}

describe('who takes over as the mood goes on', () => {
  test.each<[string, Said[], string[]]>([
    ['rising slowly', ['calm', 'annoyed', 'annoyed', 'angry', 'furious'], ['answered', 'sorry', 'sorry', 'offered', 'agitated']],
    ['exploding', ['calm', 'calm', 'furious'], ['answered', 'answered', 'agitated']],
    ['angry once, cooling after the apology', ['calm', 'angry', 'calm', 'calm'], ['answered', 'offered', 'answered', 'answered']],
    ['angry twice running', ['angry', 'angry'], ['offered', 'agitated']],
    ['annoyed once, then calm for long', ['annoyed', 'calm', 'calm', 'calm', 'calm'], ['sorry', 'answered', 'answered', 'answered', 'answered']],
    ['annoyed all along: a person is offered at every third message, not at each', ['annoyed', 'annoyed', 'annoyed', 'annoyed', 'annoyed', 'annoyed'], ['sorry', 'sorry', 'offered', 'sorry', 'sorry', 'offered']],
    ['annoyed, calm between', ['annoyed', 'annoyed', 'calm', 'annoyed', 'annoyed'], ['sorry', 'sorry', 'answered', 'sorry', 'sorry']],
    ['the same again, calmly', ['calm', 'again', 'again'], ['answered', 'answered', 'answered']],
    ['a threat, whatever came before', ['calm', 'calm', 'threat'], ['answered', 'answered', 'high-risk']],
  ])('%s', (_, said, done) => {
    expect(goThrough(...said)).toEqual(done)
  })
})
