// While somebody waits for a person the bot may have settled the matter: the place is given up after a yes.
import { again, done, doneWith, type Outcome } from '../runner/outcome.ts'
import type { Step } from '../runner/topic.ts'
import type { Turn } from '../runner/turn.ts'

/** Steps of the topic `handoff` for who waits. */
export const waitingSteps: Record<string, Step> = { solved }

function solved(turn: Turn): Outcome {
  // Out of the queue meanwhile, whoever did it: there is no place to give up or to keep, and a "yes" is a message like any other.
  if (!turn.isWaiting) return again()
  const picked = turn.picked()
  if (picked === 'wait' || turn.saysNo || NOT_YET.test(turn.text)) return done('handoff.place-kept')
  if (picked !== 'settled' && !turn.saysYes && !SETTLED.test(turn.text)) return again()
  turn.giveUpPlace()
  // The desk says the rest: it knows whether the place was still theirs.
  return doneWith([])
}

const SETTLED = /^(?:.{0,24}\b(?:that(?:'s| is| has)? ?(?:settled|solved|answered|helped|all|it)|(?:it|this) (?:is|has been|was) (?:settled|solved)|no longer need)\b.{0,30}|.{0,12}(?:解决了|没问题了|可以了|清楚了|不用(?:人工|转)了|搞定了?).{0,8})$/i
const NOT_YET = /\bnot (?:yet|really|quite|settled|solved)\b|\b(?:still|rather) (?:need|want|wait|talk|speak)\b|还没|没解决|没有解决|还是要|还要|还需要|再等等|未解决/i
