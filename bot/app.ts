import { hostname } from 'node:os'
import { openAttemptLimits } from '../core/auth.ts'
import { openBus } from '../core/bus.ts'
import { systemClock, type Clock } from '../core/clock.ts'
import type { Config } from '../core/config.ts'
import { openDatabase, type OpenedDatabase } from '../core/db/pool.ts'
import { newSecret } from '../core/ids.ts'
import { openLog, silentLog, type Log } from '../core/log.ts'
import { commitTurns, type TurnEnd } from '../core/conversation/index.ts'
import { openMetrics } from '../core/metrics.ts'
import { lanesOn, together } from '../core/together.ts'
import { demoCustomers, inLanguage, openDemoShop, seedDemoShop, type Commerce } from '../commerce/index.ts'
import { openDialogs } from '../dialogs/index.ts'
import { deskChannel, openHandoff } from '../handoff/index.ts'
import { foldForSearch, openNlpModels } from '../nlp-models/index.ts'
import type { Channel, ChannelPorts } from './channels/channel.ts'
import { openNews } from './channels/news.ts'
import { openChannelPorts } from './channels/receive.ts'
import { cardDataOf } from './card-data.ts'
import { shopOrdersOf } from './shop-orders.ts'
import { suggest } from './suggest.ts'
import { targetSettingsOf } from './handoff-target.ts'
import { catalogueOf } from './catalogue.ts'
import { botSide } from './turn/bot-side.ts'
import { initiateOf } from './initiate-event.ts'
import { jobsOf } from './jobs.ts'
import { appSecret, keyFor } from './secret.ts'
import { oidcSignIn } from './sign-in-by-oidc.ts'
import { defaultPolicy } from './turn/decide.ts'
import type { DeliverPorts } from './turn/deliver.ts'
import { openMark } from './turn/marks.ts'
import { openMouth } from './turn/say.ts'
import { shopperContactOf } from './turn/shopper-contact.ts'
import { shopperValueOf } from './turn/shopper-value.ts'
import { openTurns } from './turn/turns.ts'
import type { TurnPorts } from './turn/run-turn.ts'
import { openShopWrites, type ShopWritePorts } from './turn/write-to-shop.ts'
import { openWorkers } from './workers.ts'

/** What a test, a command or a connector may put in the place of the ordinary parts; all at the rim. */
export interface Overrides {
  clock?: Clock
  log?: Log
  db?: OpenedDatabase
  /** Channels to open; each is given what it needs of the rest. */
  channels?: (ports: ChannelPorts, app: ChannelSetting) => Channel[]
  shop?: (db: OpenedDatabase, clock: Clock) => Commerce
  contentDir?: string
  /** False leaves the background jobs to the caller (`app.sweep()`). */
  hasWorkers?: boolean
  onProgress?: (fraction: number, what: string) => void
}

/** What a channel may be opened with besides its ports. */
export interface ChannelSetting {
  config: Config
  log: Log
  /** The name under which the bot speaks: the shop's. */
  botName: string
  key(purpose: string): string
}

export type App = Awaited<ReturnType<typeof openApp>>

/** Opens every room and wires them: the whole bot and desk, without a server. Close it when done. */
export async function openApp(config: Config, overrides: Overrides = {}) {
  const clock = overrides.clock ?? systemClock
  const log = overrides.log ?? (config.LOG_LEVEL === 'silent' ? silentLog : openLog(config.LOG_LEVEL))
  const secret = appSecret(config)
  const targetSettings = targetSettingsOf(config)
  const db = overrides.db ?? await openDatabase({
    url: config.DATABASE_URL, dataDir: config.BATON_DATA_DIR, poolSize: config.DATABASE_POOL,
    onPoolError: (error) => { log.warn({ why: error.message }, 'a database connection broke; the pool opens another') },
  })
  const worker = `${hostname()}-${process.pid}-${newSecret(6)}`
  const bus = openBus({ redisUrl: config.REDIS_URL, prefix: 'baton', log })
  const news = openNews(bus)
  const metrics = openMetrics()
  if (!overrides.shop) await seedDemoShop(db, clock.now())
  const shop = overrides.shop ? overrides.shop(db, clock) : openDemoShop({ db, clock })
  const profile = await shop.profile()
  const nlp = await openNlpModels({
    db, dataDir: config.BATON_DATA_DIR, catalogue: () => catalogueOf(shop), shopNames: Object.values(profile.name), timeZone: config.SHOP_TIME_ZONE, log,
    ...(overrides.contentDir ? { contentDir: overrides.contentDir } : {}), ...(overrides.onProgress ? { onProgress: overrides.onProgress } : {}),
  })
  const defaultLanguage = nlp.languages[0] ?? 'en'
  const mouth = openMouth({ nlp, clock, defaultLanguage })
  const turns = openTurns(() => turnPorts)
  const shopWrites = openShopWrites(() => shopPorts)
  const carryOn = (conversationId: string) => {
    news.tell(conversationId)
    bus.hint(deskChannel, conversationId)
    turns.deliver(conversationId)
    shopWrites.soon(conversationId)
  }
  const handoff = openHandoff({
    timeZone: config.SHOP_TIME_ZONE, policy: { leaseMs: config.HANDOFF_LEASE_SECONDS * 1000 },
    db, clock, log, say: mouth.say, sayInMany: mouth.sayInMany, wake: carryOn, hint: bus.hint, cardData: (conversationId) => cardDataOf({ db, shop }, conversationId),
    guard: (text, language, known) => nlp.guard(text, { language, by: 'agent', now: clock.now(), ...(known ? { known } : {}) }),
    suggest: (conversationId) => suggest({ db, clock, nlp, dialogs }, conversationId), shopOrders: (conversationId) => shopOrdersOf({ db, shop }, conversationId),
    renderText: nlp.renderText, foldText: foldForSearch, shopName: (language) => inLanguage(profile.name, language),
    labelOf: (intent, language) => nlp.choiceLabel(intent, language), renderCard: (reply, language) => nlp.render(reply, { language, script: 'none' }).text,
    renderInitiate: (initiation) => initiateOf(db, initiation, clock.now()), operatorToken: config.OPERATOR_TOKEN ?? null, isProduction: config.NODE_ENV === 'production',
    limits: openAttemptLimits({ redisUrl: config.REDIS_URL, log }), oidc: oidcSignIn(config, keyFor(secret, 'oidc')),
    targetSettings, worker, countTargetCall: metrics.targetCall,
    bot: botSide({ clock, mouth, channel: (name) => channels.find((channel) => channel.name === name) ?? null, start: turns.start }),
  })
  bus.onHint(deskChannel, (conversationId) => {
    handoff.nudgeTargets(conversationId)
    handoff.assignSoon()
  })
  const dialogs = openDialogs({ shop, hasReply: nlp.hasReply, policy: { timeZone: config.SHOP_TIME_ZONE } })
  const channels: Channel[] = []
  const delivery: DeliverPorts = {
    db, clock, log, worker, mark: openMark({ db, worker, clock }), channel: (name) => channels.find((channel) => channel.name === name) ?? null,
    news: (conversation, messages) => { news.tell(conversation.id, { conversation, messages }) },
    onDeadLetter: (conversationId) => { news.tell(conversationId); bus.hint(deskChannel, conversationId) },
    deskNews: (conversationId) => { bus.hint(deskChannel, conversationId) },
  }
  const turnPorts: TurnPorts = {
    db, clock, log, metrics, worker, nlp, dialogs, handoff, shopperValue: (customerId) => shopperValueOf({ shop, log }, customerId), shopperContact: (customerId) => shopperContactOf({ shop, log }, customerId), mouth, delivery, carryOn, commit: together((many: TurnEnd[]) => commitTurns(db, many), { keyOf: (end) => end.conversationId, lanes: lanesOn(db), gathers: true }), isHeld: turns.isHeld, policy: { ...defaultPolicy, angry: config.MOOD_POLICY, turnTimeoutMs: config.TURN_TIMEOUT_MS },
  }
  const shopPorts: ShopWritePorts = { db, clock, log, worker, shop, mouth, handoff, carryOn }
  const ports = openChannelPorts({
    db, bus, news, clock, worker, turns, mouth, handoff,
    languageFor: (locale) => nlp.languages.find((language) => locale?.toLowerCase().split('-')[0] === language) ?? null,
    welcome: (language) => ({ key: 'welcome.hello', data: { shop: inLanguage(profile.name, language ?? defaultLanguage) } }),
  })
  channels.push(...(overrides.channels?.(ports, { config, log, botName: profile.name[defaultLanguage] ?? 'Bot', key: (purpose) => keyFor(secret, purpose) }) ?? []))
  const jobs = jobsOf({ config, db, clock, turns, nlp, handoff, shopPorts, log })
  const workers = overrides.hasWorkers === false ? null : openWorkers(jobs, log)
  return {
    config, clock, log, db, bus, metrics, nlp, shop, dialogs, handoff, turns, mouth, channels, ports, profile,
    key: (purpose: string) => keyFor(secret, purpose),
    demoCustomers: config.NODE_ENV === 'production' ? [] : demoCustomers,
    /** Runs every background job once, and what those before it had begun to its end: for tests that hold the clock. */
    async sweep() {
      for (const job of jobs) await job.run()
      await shopWrites.idle()
      await handoff.idle()
    },
    /** Lets what runs come to its end, then closes every resource. */
    async close() {
      await workers?.close()
      await turns.idle()
      await shopWrites.idle()
      await turns.idle()
      for (const channel of channels) await channel.close?.()
      await handoff.close()
      await nlp.close()
      await bus.close()
      await db.close()
    },
  }
}
