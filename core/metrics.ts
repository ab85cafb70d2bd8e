import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Counters and timings of this process, read at `/metrics` in Prometheus' text format. */
export interface Metrics {
  turn(ms: number, decision: string): void
  turnFailed(): void
  /** A turn that will not be tried again, by what became of it: a person, a task, the shopper told, nothing. */
  turnDead(end: string): void
  request(ms: number, route: string, status: number): void
  waiting(queue: string, count: number): void
  /** A call to an outside desk: sent, put off, dead; or a handoff that came back from it. */
  targetCall(target: string, outcome: string): void
  text(): Promise<string>
}

/** Opens the metrics of one app; each app has its own registry, so that tests do not share. */
export function openMetrics(): Metrics {
  const registers = [new Registry()]
  const turns = new Histogram({ name: 'baton_turn_seconds', help: 'A turn, from reading it to its commit', labelNames: ['decision'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5], registers })
  const failures = new Counter({ name: 'baton_turn_failures_total', help: 'Turns that threw', registers })
  const dead = new Counter({ name: 'baton_turns_dead_total', help: 'Turns that failed for good, by what became of them: a person was asked for (with or without the context), a task left, the shopper only told, or nothing (silent)', labelNames: ['end'], registers })
  const requests = new Histogram({ name: 'baton_request_seconds', help: 'HTTP requests', labelNames: ['route', 'status'], buckets: [0.005, 0.025, 0.1, 0.5, 2.5], registers })
  const waiting = new Gauge({ name: 'baton_waiting', help: 'Shoppers who wait for a person', labelNames: ['queue'], registers })
  const calls = new Counter({ name: 'baton_handoff_target_calls_total', help: 'Calls to an outside desk, by what came of them; fell-back: handoffs that came back to our own', labelNames: ['target', 'outcome'], registers })
  return {
    turn: (ms, decision) => { turns.observe({ decision }, ms / 1000) },
    turnFailed: () => { failures.inc() },
    turnDead: (end) => { dead.inc({ end }) },
    request: (ms, route, status) => { requests.observe({ route, status: String(status) }, ms / 1000) },
    waiting: (queue, count) => { waiting.set({ queue }, count) },
    targetCall: (target, outcome) => { calls.inc({ target, outcome }) },
    text: () => registers[0]!.metrics(),
  }
}
