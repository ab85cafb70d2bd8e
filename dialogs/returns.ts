import { correctsOrder, orderSteps } from './need-order.ts'
import { topic } from './runner/topic.ts'
import { appealSteps } from './returns/appeal.ts'
import { confirmReturn, settleDraft } from './returns/confirm.ts'
import { beginReturn, cancelInstead, draftSteps, gather } from './returns/gather.ts'
import { refundStatus, startNow, status } from './returns/status.ts'
import { returnRules, warranty } from './returns/rules.ts'
import { productSteps } from './need-product.ts'
import { isOutcome, type Outcome } from './runner/outcome.ts'
import type { Turn } from './runner/turn.ts'

/** Sending something back: order, item, reason, photo, the shop's rule, what instead, summary, number. */
export const returns = topic('returns', {
  intents: {
    'returns.start': 'begin', 'returns.exchange': 'begin-exchange', 'returns.repair': 'begin-repair', 'returns.policy': 'rules',
    'returns.status': 'status', 'returns.refund-status': 'refund-status', 'returns.warranty': 'warranty',
  },
  oneSubject: ['returns.start', 'returns.exchange', 'returns.repair'],
  corrects: correctsOrder,
  fleeting: ['which-product', 'appeal'],
  steps: {
    ...orderSteps, ...productSteps, ...draftSteps, ...appealSteps,
    begin: turn => beginReturn(turn, null), 'begin-exchange': turn => beginReturn(turn, 'exchange'), 'begin-repair': turn => beginReturn(turn, 'repair'),
    start, confirm: confirmReturn, 'cancel-instead': cancelInstead,
    rules: returnRules, warranty, status, 'refund-status': refundStatus, 'start-now': startNow,
  },
})

/** Asks for what is missing of the draft, then lets the policy speak. */
async function start(turn: Turn): Promise<Outcome> {
  const draft = await gather(turn)
  return isOutcome(draft) ? draft : settleDraft(turn, draft)
}
