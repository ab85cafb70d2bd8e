// The process is killed (SIGKILL) at each named point and started again: no message is lost, no turn doubled, the shop makes one return.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { crashPoints, type CrashPoint } from '../../core/crash-point.ts'
import { startBaton, type BatonProcess } from '../baton-process.ts'
import { freePort } from '../postgres.ts'
import { prepareShop, type ShopPlace } from '../real-shop.ts'
import { printLedger, readLedger, type LedgerRow } from './ledger.ts'
import { script, shopperOnBotFramework, shopperOnDirectLine } from './shopper.ts'

// How often a point is passed before it kills: in the middle of the talk, and at the one write to the shop.
const passes: Record<CrashPoint, number> = {
  'after-receive': 3, 'after-inbox-commit': 3, 'before-turn-commit': 3, 'after-turn-commit': 3, 'before-shop-write': 0, 'after-shop-write': 0, 'after-send-before-mark': 3,
}

const setups = [
  { database: 'PGlite', channel: 'Direct Line', openShopper: shopperOnDirectLine, isGuest: false },
  { database: 'PostgreSQL', channel: 'Bot Framework', openShopper: shopperOnBotFramework, isGuest: true },
] as const
type Setup = (typeof setups)[number]

const rows: LedgerRow[] = []
const undisturbed = new Map<Setup, LedgerRow>()
beforeAll(async () => {
  for (const setup of setups) undisturbed.set(setup, await run(setup, null))
})
afterAll(() => { printLedger([...undisturbed.values(), ...rows]) })

test('the undisturbed talk is what it should be: the measure of all others', () => {
  for (const [{ isGuest }, row] of undisturbed) {
    const lines = script.filter(({ isProof }) => isGuest || !isProof).length
    expect(row).toMatchObject({ killed: 0, acknowledged: lines, stored: lines, turnsDone: lines, undelivered: 0, sentTwice: 0, returns: 1 })
    expect(row.said).toContain('returns.created')
  }
})

describe.each(setups)('$database and $channel', (setup) => {
  test.concurrent.each([...crashPoints])('killed %s', async (point) => {
    const row = await run(setup, point)
    rows.push(row)
    const plain = undisturbed.get(setup)!
    expect(row.killed).toBe(1)
    expect(row.stored).toBe(row.acknowledged)
    expect(row).toMatchObject({ acknowledged: plain.acknowledged, turnsDone: plain.turnsDone, undelivered: 0, returns: 1 })
    expect(row.said.toSorted()).toEqual(plain.said.toSorted())
    // Between a channel's yes and our mark nobody can know: the words go out again rather than not at all. Where words are posted, any kill may come
    // just then, whatever it was meant for: the next line is said as soon as the answer is there.
    expect(row.sentTwice).toBeLessThanOrEqual(point === 'after-send-before-mark' || setup.channel === 'Bot Framework' ? 1 : 0)
  })
})

async function run(setup: Setup, point: CrashPoint | null): Promise<LedgerRow> {
  const place = await prepareShop(setup.database === 'PostgreSQL' ? inject('postgresUrl') : undefined)
  const baton = await startSupervised(place, point)
  const shopper = await setup.openShopper(() => baton.url)
  try {
    for (const { text, answer, isProof } of script) if (setup.isGuest || !isProof) await shopper.says(text, answer)
    await baton.idle()
    const got = await shopper.got()
    await baton.stop()
    const ledger = await place.look(readLedger)
    const sentTwice = Math.max(0, got.length - ledger.said.length)
    return { ...ledger, point: point ?? '(nowhere)', database: setup.database, channel: setup.channel, killed: baton.killed(), acknowledged: shopper.acknowledged(), sentTwice }
  } finally {
    await baton.stop()
    await shopper.close()
    await place.remove()
  }
}

/** A Baton that is started again, without the trap, when it is killed. */
async function startSupervised({ dataDir, databaseUrl }: ShopPlace, point: CrashPoint | null) {
  const port = await freePort()
  const start = (environment: Record<string, string>) => startBaton({ dataDir, databaseUrl, port, environment })
  let killed = 0
  let isStopping = false
  let current: Promise<BatonProcess> = start(point ? { BATON_CRASH_AT: point, BATON_CRASH_AFTER: String(passes[point]) } : {})
  const { url, ended } = await current
  void ended.then((how) => {
    if (isStopping) return
    if (how === 'SIGKILL') killed += 1
    current = start({})
  })
  return {
    url,
    killed: () => killed,
    /** Waits until the process that runs now has started. */
    idle: async () => { await current },
    stop: async () => {
      isStopping = true
      await (await current).stop()
    },
  }
}
