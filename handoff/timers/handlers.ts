import type { TimerHandlers } from './timers.ts'

/** What each kind of timer does. Each subject of the room brings its own list. */
export const timerHandlers: TimerHandlers = {
}
