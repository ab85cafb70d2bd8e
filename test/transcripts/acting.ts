import type { Actor } from '../../handoff/index.ts'
import { settle } from '../app.ts'
import type { Stage } from './stage.ts'

/** Time passes; consoles that are open go on saying so. */
export async function passes(stage: Stage, ms: number): Promise<void> {
  stage.test.clock.advance(ms)
  await keepPresent(stage)
  await settle(stage.test)
}

/** Consoles that are open say so. */
export async function keepPresent(stage: Stage): Promise<void> {
  for (const name of stage.present) await stage.test.app.handoff.heartbeat(actorNamed(stage, name))
}

/** The agent of this name in the play. */
export function actorNamed(stage: Stage, name: string): Actor {
  const actor = stage.actors.get(name)
  if (!actor) throw new Error(`no agent is called ${name}`)
  return actor
}
