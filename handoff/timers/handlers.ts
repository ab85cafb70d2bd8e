import { leftMessageTimers } from '../hours/task-for-later.ts'
import { slaTimers } from '../sla/ring.ts'
import { expireOffer } from '../queue/offers.ts'
import { alertAgain, raiseByWaiting } from '../queue/waiting.ts'
import { completeAtItsTime } from '../deeds/end.ts'
import { wakeAtItsTime } from '../deeds/snooze.ts'
import { promiseTimers } from '../promises/chase.ts'
import { followUpTimers } from '../wrap-up/follow-up.ts'
import type { TimerHandlers } from './timers.ts'

/** What each kind of timer does. Each subject of the room brings its own list. */
export const timerHandlers: TimerHandlers = {
  'offer-expiry': expireOffer,
  'alert': alertAgain,
  'priority-rise': raiseByWaiting,
  'snooze-wake': wakeAtItsTime,
  'wrap-up-end': completeAtItsTime,
  ...promiseTimers,
  ...followUpTimers,
  ...slaTimers,
  ...leftMessageTimers,
}
