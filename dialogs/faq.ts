import { again, ask, done, handOff, say, type Outcome } from './runner/outcome.ts'
import { YES_NO } from './runner/room.ts'
import { topic } from './runner/topic.ts'
import type { Turn } from './runner/turn.ts'

/** The shop itself: data, account, hours, gifts. */
export const faq = topic('faq', {
  intents: { 'faq.privacy': 'privacy', 'faq.delete-data': 'delete-data', 'faq.account': 'account', 'faq.hours': 'hours', 'faq.gift': 'gift' },
  steps: { privacy, 'delete-data': deleteData, 'confirm-delete': confirmDelete, account, hours, gift },
})

const STOP_MAIL = /unsubscribe|stop (?:sending|the|these|your)|no more (?:e-?mails|texts|mails|newsletter)|newsletter|marketing|spam|退订|别发|不要再发|骚扰|推销|短信太多|取消订阅|退訂/i

async function privacy(turn: Turn): Promise<Outcome> {
  const { privacyUrl, accountUrl, email } = await turn.shop.profile()
  return done(STOP_MAIL.test(turn.text) ? 'faq.stop-mail' : 'faq.privacy', { url: privacyUrl, account: accountUrl, email })
}

const COPY = /copy|export|download|what (?:data|do you)|副本|导出|下载|複本/i

/** Deleting is done by a person, who makes sure whose data it is. */
function deleteData(turn: Turn): Outcome {
  const isCopy = COPY.test(turn.text)
  return ask(isCopy ? 'faq.confirm-copy' : 'faq.confirm-delete', 'confirm-delete', {}, { keep: { wish: isCopy ? 'copy of personal data' : 'delete personal data' }, choices: YES_NO })
}

function confirmDelete(turn: Turn): Outcome {
  if (turn.saysNo) return done('faq.data-kept')
  if (!turn.saysYes) return again()
  return handOff('policy', 'faq', { draft: { wish: turn.kept('wish'), customer: turn.shopper.customerId } }, [say('faq.data-passed-on')])
}

async function account(turn: Turn): Promise<Outcome> {
  const { accountUrl, email, memberPoints } = await turn.shop.profile()
  return done('faq.account', { url: accountUrl, email, points: memberPoints ? turn.inWords(memberPoints) : null })
}

async function hours(turn: Turn): Promise<Outcome> {
  const profile = await turn.shop.profile()
  return done('faq.hours', { hours: turn.inWords(profile.hours), address: turn.inWords(profile.address), phone: profile.phone, email: profile.email })
}

async function gift(turn: Turn): Promise<Outcome> {
  const { giftWrap, giftCards, currency } = await turn.shop.profile()
  return done('faq.gift', { wrap: giftWrap?.price ?? null, card: giftWrap?.cardPrice ?? null, giftCards: giftCards.map(amount => ({ amount, currency })), currency })
}
