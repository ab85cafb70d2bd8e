import { OperatorError } from '../core/errors.ts'
import { hasDemoAgents, seedDemoAgents } from '../handoff/index.ts'
import type { App } from './app.ts'

/** Makes the demo's agents at the first start and returns their passwords, to be shown once. Production mode makes none and refuses to start with those of an earlier demo. */
export async function seedAgents(app: App): Promise<{ email: string; password: string; name: string }[]> {
  if (app.config.NODE_ENV !== 'production') return seedDemoAgents(app.db, app.clock.now())
  if (await hasDemoAgents(app.db)) {
    throw new OperatorError('This data holds the demo agents, and NODE_ENV=production refuses them. Start with a fresh database, or remove them: npm run agents -- remove-demo')
  }
  return []
}
