import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core'
import { chromiumProgram } from '../machine.ts'

// Headless, quiet and without a word to the outside.
const args = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumProgram(), args })
}

/** A window of its own, with a list of everything that went wrong in it. */
export interface Window {
  page: Page
  /** Errors of scripts and of the console, among them what the page's security policy stopped. */
  problems: string[]
  close(): Promise<void>
}

/** Opens a window that shares nothing with others. */
export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  const problems: string[] = []
  page.on('pageerror', (error) => { problems.push(error.message) })
  page.on('dialog', (dialog) => { problems.push(`a dialog said: ${dialog.message()}`); void dialog.dismiss() })
  page.on('console', (message) => {
    const { url } = message.location()
    // The desk asks who is signed in before anybody is: the browser calls that answer an error.
    const isFirstLook = url.endsWith('/api/desk/me') && message.text().includes('401')
    if (message.type() === 'error' && !isFirstLook) problems.push(`${message.text()} (${url})`)
  })
  return { page, problems, close: () => context.close() }
}

/** Lets requests to these addresses through and keeps their answers back until what it resolves with is called. */
export async function holdAnswers(page: Page, addresses: string): Promise<() => void> {
  const { promise: isReleased, resolve: release } = Promise.withResolvers<void>()
  await page.route(addresses, async (route) => {
    const response = await route.fetch()
    await isReleased
    await route.fulfill({ response })
  })
  return release
}

/** Keeps a picture in the temporary folder, or in `SHOTS_DIR`. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS_DIR'] ?? join(tmpdir(), 'baton-shots')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** After a test that failed: what went wrong in each window, the end of the server's output, and a picture of what everybody saw. */
export async function showFailure(windows: Record<string, Window>, output: string): Promise<void> {
  const seen = Object.entries(windows)
  console.error([...seen.flatMap(([name, { problems }]) => problems.map((line) => `${name}: ${line}`)), output.slice(-2000)].join('\n'))
  await Promise.all(seen.map(async ([name, { page }]) => {
    if (!page.isClosed()) await shoot(page, `failed-${name}`)
  }))
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds on the page (WCAG 2.2 A and AA), a line each; `within` limits it to one part. */
export async function accessibilityFindings(page: Page, within = 'body'): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async (selector) => {
    const { axe: runner } = globalThis as unknown as { axe: { run(at: string, options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } }
    const { violations } = await runner.run(selector, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
  }, within)
}

/** The chat of the shop page, opened and ready to be written in. */
export async function openChat(page: Page, words: { open: string } = { open: 'Chat with us' }): Promise<Chat> {
  await page.getByRole('button', { name: words.open }).last().click()
  const panel = page.locator('section[role=dialog]')
  const box = panel.locator('[data-id="webchat-sendbox-input"]')
  await box.waitFor()
  // The welcome has come, so the line is open: Web Chat drops what is sent before.
  await panel.locator('.webchat__bubble').first().waitFor()
  return {
    panel,
    async says(text) {
      await box.fill(text)
      await box.press('Enter')
    },
    picks: (name) => panel.getByRole('toolbar').getByRole('button', { name }).click(),
    sees: async (text) => { await panel.getByText(text).first().waitFor() },
  }
}

export interface Chat {
  panel: Locator
  says(text: string): Promise<void>
  /** Presses one of the buttons that are offered. */
  picks(name: RegExp): Promise<void>
  /** Waits until words that fit have appeared. */
  sees(text: RegExp | string): Promise<void>
}

/** Signs an agent in at the desk. */
export async function signIn(page: Page, url: string, who: { email: string; password: string }): Promise<void> {
  await page.goto(`${url}/desk`)
  await page.getByLabel('E-mail').fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Live', { exact: true }).waitFor()
}
