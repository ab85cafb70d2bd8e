let steps = 0

/** The agent has gone somewhere: to another conversation, list or page. */
export function step(): void {
  steps++
}

/** Asked before a deed that takes its time; what it answers says afterwards whether the agent has stayed where they were. */
export function staying(): () => boolean {
  const before = steps
  return () => steps === before
}
