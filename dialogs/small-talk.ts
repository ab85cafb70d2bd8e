import { again, become, done, type Outcome } from './runner/outcome.ts'
import { topic } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'

/** Manners, and what the bot is for. */
export const smallTalk = topic('small-talk', {
  intents: {
    'small-talk.greet': 'greet', 'small-talk.goodbye': 'goodbye', 'small-talk.thanks': 'thanks', 'small-talk.bot': 'bot', 'small-talk.how-are-you': 'how-are-you',
    'small-talk.praise': 'praise', 'small-talk.help': 'help', 'small-talk.yes': 'yes', 'small-talk.no': 'no', 'small-talk.stop': 'stop',
  },
  fleeting: ['meant'],
  steps: {
    greet, meant,
    goodbye: () => done('small-talk.goodbye'), thanks: () => done('small-talk.thanks'), bot: aboutBot, 'how-are-you': () => done('small-talk.how-are-you'),
    praise: () => done('small-talk.praise'), help: () => done('small-talk.help', {}, HELP), yes: () => done('small-talk.yes'), no: () => done('small-talk.no'), stop: () => done('small-talk.stopped'),
  },
})

/** Where most shoppers want to go; the key `label.<intent>` is said by the intent's label. */
const HELP = ['shipping.track', 'returns.start', 'product.recommend', 'handoff.ask'].map(intent => ({ key: `label.${intent}`, value: intent }))

async function greet(turn: Turn): Promise<Outcome> {
  const { name: shop } = await turn.shop.profile()
  return done('small-talk.greet', { name: turn.shopper.name, shop: turn.inWords(shop) })
}

async function aboutBot(turn: Turn): Promise<Outcome> {
  const { name: shop } = await turn.shop.profile()
  return done('small-talk.bot', { shop: turn.inWords(shop) }, [{ key: 'choices.person', value: 'person' }])
}

/** Which of the guesses was meant. */
function meant(turn: Turn): Outcome {
  const intents = Array.isArray(turn.data.intents) ? turn.data.intents.filter(one => typeof one === 'string') : []
  const picked = turn.picked()
  if (picked && intents.includes(picked)) return become(picked)
  if (turn.saysYes && intents.length === 1) return become(intents[0]!)
  return picked === 'none' || turn.saysNo ? done('fallback.second') : again()
}
