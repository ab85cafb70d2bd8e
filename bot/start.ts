import { readProxies } from '../core/client-address.ts'
import { readConfig, type Config } from '../core/config.ts'
import { buildWeb } from '../web/build.ts'
import { openApp, type App } from './app.ts'
import { openChannels } from './channels/index.ts'
import { seedAgents } from './first-start.ts'
import { pageFolder, pageRoutes } from './pages.ts'
import { progressBar } from './progress-bar.ts'
import { openServer, type Server } from './server.ts'
import { assertFreePort, lineForOperator } from './start-trouble.ts'
import { deskRoutes, deskUpgrade } from './desk-server.ts'
import { healthRoutes } from './health.ts'
import { shopRoutes } from './shop-api.ts'
import { customerAssertion } from './channels/index.ts'

/** Starts Baton and prints where to go; stops on SIGINT and SIGTERM after finishing what runs. Exits with 1 and one clear message when a setting or the folder is wrong. */
export async function start(): Promise<void> {
  try {
    await startOrThrow(readConfig())
  } catch (error) {
    const line = lineForOperator(error)
    if (!line) throw error
    console.error(line)
    process.exit(1)
  }
}

async function startOrThrow(config: Config): Promise<void> {
  const startedAt = performance.now()
  await assertFreePort(config.PORT, config.HOST)
  await buildWeb({ say: (line) => { console.log(line) } })
  const bar = progressBar('Training the first release')
  const app = await openApp(config, { channels: openChannels, onProgress: bar.show })
  bar.end()
  const passwords = await seedAgents(app)
  const server = openAppServer(app)
  const port = await server.listen(config.PORT, config.HOST)
  stopOnSignal(app, server)
  console.log(welcome(config, port, passwords, Math.round(performance.now() - startedAt)))
}

/** The HTTP server of an app: channels, desk, shop, pages, health. */
export function openAppServer(app: App): Server {
  const routes = [
    ...app.channels.flatMap((channel) => channel.routes),
    ...deskRoutes(app),
    ...shopRoutes({ shop: app.shop, languages: app.nlp.languages, demoCustomers: app.demoCustomers, assertCustomer: customerAssertion(app) }),
    ...healthRoutes(app),
    ...pageRoutes(pageFolder),
  ]
  const upgrades = [...app.channels.flatMap((channel) => (channel.upgrade ? [channel.upgrade] : [])), deskUpgrade(app)]
  return openServer({ routes, upgrades, log: app.log, metrics: app.metrics, trustedProxies: readProxies(app.config.TRUSTED_PROXIES)! })
}

function stopOnSignal(app: App, server: Server): void {
  let isStopping = false
  const stop = async () => {
    if (isStopping) process.exit(1)
    isStopping = true
    await server.close()
    await app.close()
    process.exit(0)
  }
  process.on('SIGINT', () => { void stop() })
  process.on('SIGTERM', () => { void stop() })
}

function welcome(config: Config, port: number, passwords: { email: string; password: string; name: string }[], ms: number): string {
  const base = config.PUBLIC_URL ?? `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${port}`
  const agents = passwords.map(({ email, password, name }) => `    ${email.padEnd(24)} ${password}   ${name}`)
  return [
    '', `  Baton is ready (${(ms / 1000).toFixed(1)} s)`, '',
    `  Shop with chat   ${base}/`, `  Desk             ${base}/desk`, `  Health           ${base}/health`, '',
    ...(agents.length > 0 ? ['  Agents of the demo (shown once; production mode refuses them):', ...agents, ''] : []),
    ...(config.DATABASE_URL ? [] : [
      `  Data lies in ${config.BATON_DATA_DIR}/ in an embedded database: it survives a killed process, not a power cut.`,
      `  A backup is written every ${config.BACKUP_EVERY_HOURS} h; restore one with: npm run restore -- ${config.BATON_DATA_DIR}/backups/<file>`, '']),
  ].join('\n')
}
