// What an agent does at the desk, as a person would: by what buttons and fields are called.
import type { Browser, BrowserContextOptions, Locator } from 'playwright-core'
import { openWindow, signIn, type Window } from './browser.ts'

export interface DeskAgent extends Window {
  /** Shows one of the lists on the left. */
  list(name: 'Waiting' | 'Mine' | 'Team'): Promise<void>
  /** Opens the line that holds these words. */
  open(words: string): Promise<void>
  line(words: string): Locator
  take(): Promise<void>
  /** Sends a reply that nothing stands against. */
  reply(text: string): Promise<void>
  box: Locator
  transcript: Locator
  header: Locator
  /** A deed of the menu "More". */
  more(deed: string): Promise<void>
  /** A deed whose button stands in the header. */
  press(deed: string): Promise<void>
  dialog: Locator
  /** Waits until the page says so in passing. */
  isTold(words: RegExp): Promise<void>
}

/** Opens the desk in a window of its own and signs the agent in. */
export async function openDeskAgent(browser: Browser, url: string, who: { email: string; password: string }, options: BrowserContextOptions = {}): Promise<DeskAgent> {
  const opened = await openWindow(browser, options)
  const { page } = opened
  await signIn(page, url, who)
  const talk = page.getByRole('region', { name: 'Conversation', exact: true })
  const header = talk.locator('header')
  const box = page.getByLabel('Reply', { exact: true })
  const line = (words: string) => page.locator('[data-line]').filter({ hasText: words })
  return {
    ...opened, line, box, header, transcript: talk.getByRole('log'), dialog: page.getByRole('dialog'),
    list: (name) => page.getByRole('group', { name: 'Conversations' }).getByRole('button', { name: new RegExp(`^${name}`) }).click(),
    async open(words) {
      await line(words).first().click()
      await talk.getByText(words).first().waitFor()
    },
    take: () => header.getByRole('button', { name: 'Take', exact: true }).click(),
    async reply(text) {
      await box.fill(text)
      await box.press('Enter')
      await talk.getByRole('log').getByText(text).first().waitFor()
    },
    async more(deed) {
      await header.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: deed }).click()
    },
    press: (deed) => header.getByRole('button', { name: deed, exact: true }).click(),
    isTold: (words) => page.locator('[role=alert]').filter({ hasText: words }).first().waitFor(),
  }
}
