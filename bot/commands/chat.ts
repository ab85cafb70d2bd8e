import { parseArgs } from 'node:util'
import { readConfig } from '../../core/config.ts'
import { openApp } from '../app.ts'
import { openTerminal, type Terminal } from '../channels/terminal/index.ts'
import { seedAgents } from '../first-start.ts'
import { progressBar } from '../progress-bar.ts'

/** `npm run chat`: talks to the bot in this terminal, on the same data as `npm start` (which must not be running on an embedded database). */
export async function chat(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { lang: { type: 'string' }, customer: { type: 'string' } } })
  const config = { ...readConfig(), LOG_LEVEL: 'silent' as const }
  const bar = progressBar('Training the first release')
  let terminal: Terminal | undefined
  const app = await openApp(config, {
    onProgress: bar.show,
    channels: (ports) => {
      terminal = openTerminal({ ports, input: process.stdin, output: process.stdout, customerId: values.customer ?? null, ...(values.lang ? { locale: values.lang } : {}) })
      return [terminal]
    },
  })
  bar.end()
  await seedAgents(app)
  await terminal!.talk()
  await app.close()
  return 0
}
