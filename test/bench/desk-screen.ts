import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page, Response } from 'playwright-core'
import { sleep } from '../../core/clock.ts'
import type { Snapshot } from '../../handoff/contract.ts'
import { until } from '../patience.ts'
import { readDesk, type DeskAsker } from './desk-console.ts'
import { percentile, rounded } from './figures.ts'
import { openDirectLineShopper, type ListeningShopper } from './over-direct-line.ts'

type Painted = Record<string, number>

/** How a bench shopper is called: their line on the screen is found by it. */
const nameOf = (number: number) => `Shopper ${String(number).padStart(3, '0')}`

/** An agent's console in Chromium, open and up to date. */
export interface Screen {
  page: Page
  /** Bytes that the page had to load before the desk was painted, packed by gzip. */
  consoleGzipKb: number
}

/** Opens the desk in a window of its own and counts what it loads until its lists are there. */
export async function openScreen(browser: Browser, asker: DeskAsker): Promise<Screen> {
  const context = await signedInContext(browser, asker)
  const page = await context.newPage()
  const loads: Promise<number>[] = []
  const onResponse = (response: Response) => { if (isCode(response)) loads.push(response.body().then((bytes) => gzipSync(bytes).length, () => 0)) }
  page.on('response', onResponse)
  await page.addInitScript(watchLines)
  await page.goto(`${asker.url}/desk`)
  await page.locator('nav').first().waitFor()
  page.off('response', onResponse)
  const bytes = (await Promise.all(loads)).reduce((sum, one) => sum + one, 0)
  await page.getByText('Live', { exact: true }).waitFor()
  return { page, consoleGzipKb: rounded(bytes / 1024) }
}

async function signedInContext(browser: Browser, { url, session }: DeskAsker): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB' })
  const [name, value] = session.cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url }])
  return context
}

function isCode(response: Response): boolean {
  return ['document', 'script', 'stylesheet', 'font', 'image'].includes(response.request().resourceType())
}

/** Runs in the page: notes for each shopper's line when the frame that first holds it has been painted. */
function watchLines(): void {
  const painted: Painted = {}
  Object.assign(window, { painted })
  const seen = new Set<string>()
  new MutationObserver(() => {
    for (const line of document.querySelectorAll('[data-line]')) {
      const name = /Shopper \d{3}/.exec(line.textContent ?? '')?.[0]
      if (name === undefined || seen.has(name)) continue
      seen.add(name)
      // A message posted within a frame's callback is handled after that frame was painted.
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => { painted[name] = Date.now() }
        channel.port2.postMessage(null)
      })
    }
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

/** From the moment at which a turn decided to hand over (before it commits) until the line is painted, of so many shoppers who ask one after the other. They stay connected. */
export async function measureScreen(screen: Screen, asker: DeskAsker, { secret, handoffs, pauseMs }: { secret: string; handoffs: number; pauseMs: number }) {
  const shoppers: ListeningShopper[] = []
  for (let number = 0; number < handoffs; number++) shoppers.push(await openDirectLineShopper(asker.url, secret, nameOf(number)))
  await sleep(1000)
  for (const shopper of shoppers) {
    await shopper.says('let me talk to a human')
    await sleep(pauseMs)
  }
  const paintedNow = () => screen.page.evaluate(() => (window as unknown as { painted: Painted }).painted)
  await until(async () => Object.keys(await paintedNow()).length >= handoffs, { instead: () => 'Some handoffs never came to the screen.' })
  const painted = await paintedNow()
  const { entries } = await readDesk<Snapshot>(asker, 'snapshot')
  const ms = entries.flatMap((entry) => (entry.shopper.name !== null && entry.shopper.name in painted ? [painted[entry.shopper.name]! - entry.requestedAt] : []))
  if (ms.length !== handoffs) throw new Error(`${ms.length} of ${handoffs} handoffs are found again`)
  const conversationIds = Object.fromEntries(entries.map((entry) => [entry.shopper.name, entry.conversationId]))
  return {
    handoffToScreenP50Ms: rounded(percentile(ms, 0.5)), handoffToScreenP99Ms: rounded(percentile(ms, 0.99)),
    talks: shoppers.map((shopper, number) => ({ shopper, conversationId: conversationIds[nameOf(number)]! })),
  }
}
