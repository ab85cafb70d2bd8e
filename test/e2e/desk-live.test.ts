// What an agent hears, sees and keeps while the desk goes on: alerts, long transcripts, two tabs, and what leads are told. The tests follow one another.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { DeskError, Deed, Me, Snapshot } from '../../handoff/contract.ts'
import { startBaton, type BatonProcess } from '../baton-process.ts'
import { password, prepareShop, type ShopPlace } from '../real-shop.ts'
import { accessibilityFindings, openBrowser, openWindow, shoot, type Window } from './browser.ts'
import { openDeskAgent, type DeskAgent } from './desk-agent.ts'

let browser: Browser
let shop: ShopPlace
let baton: BatonProcess
let [omar, lee] = [] as unknown as [DeskAgent, DeskAgent]
const limit = 120_000
const patient = { timeout: 30_000 }

beforeAll(async () => {
  shop = await prepareShop()
  ;[browser, baton] = await Promise.all([openBrowser(), startBaton({ dataDir: shop.dataDir })])
  ;[omar, lee] = await Promise.all(['omar', 'lee'].map((name) => openDeskAgent(browser, baton.url, { email: `${name}@test.example`, password }))) as [DeskAgent, DeskAgent]
}, 240_000)

afterAll(async () => {
  await browser.close()
  await baton.stop()
  await shop.remove()
})

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  console.error([...omar.problems, ...lee.problems, baton.output().slice(-2000)].join('\n'))
  for (const [name, { page }] of [['omar', omar], ['lee', lee]] as const) if (!page.isClosed()) await shoot(page, `live-failed-${name}`)
})

/** A shopper of this name asks for a person, over Direct Line. */
async function asksForPerson(name: string): Promise<void> {
  const post = async <T>(path: string, body: object, token?: string): Promise<T> => {
    const answer = await fetch(`${baton.url}/v3/directline/${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) } })
    expect(answer.ok).toBe(true)
    return await answer.json() as T
  }
  const { token, userId } = await post<{ token: string; userId: string }>('tokens/generate', { user: { name } })
  const { conversationId } = await post<{ conversationId: string }>('conversations', {}, token)
  await post(`conversations/${conversationId}/activities`, { type: 'message', text: 'let me talk to a human', from: { id: userId } }, token)
}

/** Asks the desk's API from within an agent's session. */
async function deskOf({ page }: DeskAgent) {
  const at = `${baton.url}/api/desk`
  const { csrf } = Me.parse(await (await page.request.get(`${at}/me`)).json())
  return {
    get: async (path: string): Promise<unknown> => (await page.request.get(`${at}/${path}`)).json(),
    async post(path: string, data: object): Promise<unknown> {
      const answer = await page.request.post(`${at}/${path}`, { headers: { 'x-baton-csrf': csrf }, data })
      if (answer.status() !== 200) throw new Error(DeskError.parse(await answer.json()).error.message)
      return answer.json()
    },
  }
}

interface Watched {
  contexts: number
  tones: number[]
  notes: { title: string; body: string }[]
  isTurnedAway: boolean
}

// Runs in the page before anything else: counts what the browser is asked to sound and to show, and lets it do so. Whether somebody looks is the browser's word too, which has no screen here.
function watchAlerts(): void {
  const watched: Watched = { contexts: 0, tones: [], notes: [], isTurnedAway: false }
  Object.assign(window, { watched })
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options)
      watched.contexts += 1
    }
  }
  const { start } = OscillatorNode.prototype
  OscillatorNode.prototype.start = function (at?: number) {
    watched.tones.push(Math.round(this.frequency.value))
    start.call(this, at)
  }
  window.Notification = class extends Notification {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options)
      watched.notes.push({ title, body: options?.body ?? '' })
    }
  }
  document.hasFocus = () => !watched.isTurnedAway
}

const watchedIn = (page: Page) => page.evaluate(() => (window as unknown as { watched: Watched }).watched)

test('a handoff rings, shows a notification while nobody looks, and counts in the title; muted, it does not ring', async () => {
  const opened = await openWindow(browser, { permissions: ['notifications'] })
  const { page } = opened
  await page.addInitScript(watchAlerts)
  await page.context().addCookies(await omar.page.context().cookies())
  await omar.close()
  await page.goto(`${baton.url}/desk`)
  await page.getByText('Live', { exact: true }).waitFor()
  await asksForPerson('Early Ellen')
  await page.locator('[data-line]').filter({ hasText: 'Early Ellen' }).waitFor()
  // Before the first press browsers let no page sound.
  expect(await watchedIn(page)).toMatchObject({ contexts: 0, tones: [], notes: [] })
  await page.getByRole('button', { name: 'Alerts', exact: true }).click()
  await page.getByRole('switch', { name: 'Browser notifications' }).click()
  await page.keyboard.press('Escape')
  expect((await watchedIn(page)).contexts).toBe(1)

  await asksForPerson('Seen Sara')
  await expect.poll(async () => (await watchedIn(page)).tones, patient).toEqual([659, 880])
  await expect.poll(() => page.title(), patient).toBe('(2) Desk')
  expect((await watchedIn(page)).notes).toEqual([])

  const turn = (isTurnedAway: boolean) => page.evaluate((away) => { (window as unknown as { watched: Watched }).watched.isTurnedAway = away }, isTurnedAway)
  await turn(true)
  // Other tabs, too, keep quiet for some seconds after somebody looked.
  await page.waitForFunction(() => Date.now() - Number(localStorage.getItem('baton.desk.looked')) > 8000)
  await asksForPerson('Away Ada')
  await expect.poll(async () => (await watchedIn(page)).notes, patient).toEqual([{ title: 'Baton', body: 'Away Ada waits for a person' }])
  expect((await watchedIn(page)).tones).toEqual([659, 880, 659, 880])
  await expect.poll(() => page.title(), patient).toBe('(3) Desk')

  await page.getByRole('button', { name: 'Alerts', exact: true }).click()
  await page.getByRole('switch', { name: 'Sound' }).click()
  await page.keyboard.press('Escape')
  await asksForPerson('Muted Mia')
  await expect.poll(async () => (await watchedIn(page)).notes.length, patient).toBe(2)
  expect((await watchedIn(page)).tones).toHaveLength(4)
  expect(opened.problems).toEqual([])
  await opened.close()
  omar = await openDeskAgent(browser, baton.url, { email: 'omar@test.example', password })
}, limit)

test('what is done in one tab of an agent stands in the other: claim, draft, what was read', async () => {
  const second = await omar.page.context().newPage()
  await second.goto(`${baton.url}/desk`)
  await second.getByText('Live', { exact: true }).waitFor()
  await omar.open('Seen Sara')
  await omar.take()
  await omar.header.getByText('With you').waitFor()
  await second.getByRole('group', { name: 'Conversations' }).getByRole('button', { name: /^Mine/ }).click()
  await second.locator('[data-line]').filter({ hasText: 'Seen Sara' }).click()
  const box = second.getByLabel('Reply', { exact: true })
  await second.getByRole('region', { name: 'Conversation', exact: true }).locator('header').getByText('With you').waitFor()
  await omar.box.fill('Dear Sara, I have')
  await expect.poll(() => box.inputValue(), patient).toBe('Dear Sara, I have')
  await box.fill('Dear Sara, I have found it.')
  await expect.poll(() => omar.box.inputValue(), patient).toBe('Dear Sara, I have found it.')
  await box.press('Enter')
  await omar.transcript.getByText('Dear Sara, I have found it.').waitFor()
  await expect.poll(() => omar.box.inputValue(), patient).toBe('')
  await second.close()
}, limit)

test('a long transcript is paged without a jump, keeps the reader’s place, and its end in sight', async () => {
  const desk = await deskOf(omar)
  const { entries } = Snapshot.parse(await desk.get('snapshot'))
  const { conversationId } = entries.find((entry) => entry.shopper.name === 'Seen Sara')!
  const note = async (number: number) => Deed.parse(await desk.post(`conversations/${conversationId}/note`, { text: `note ${String(number).padStart(3, '0')}${number % 7 === 0 ? ' with more to say about what was found out on the way'.repeat(4) : ''}`, key: crypto.randomUUID() }))
  for (let number = 0; number < 230; number++) await note(number)
  await omar.page.reload()
  await omar.transcript.getByText('note 229').waitFor()
  const place = (words: string) => omar.transcript.evaluate((log, text) => {
    const line = [...log.querySelectorAll('p, div, span')].findLast((one) => one.textContent?.startsWith(text) && one.children.length === 0)
    return line ? Math.round(line.getBoundingClientRect().top - log.getBoundingClientRect().top) : null
  }, words)
  const fromEnd = () => omar.transcript.evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight))
  expect(await fromEnd()).toBeLessThanOrEqual(1)
  for (const [first, next] of [['note 131', 'note 100'], ['note 031', 'note 005']] as const) {
    await omar.transcript.getByText(first).first().scrollIntoViewIfNeeded()
    await omar.transcript.evaluate((log) => { log.scrollTop = 0 })
    const before = await place(first)
    expect(before).not.toBeNull()
    await omar.page.getByRole('button', { name: 'Earlier messages' }).click()
    await omar.transcript.getByText(next).first().waitFor({ state: 'attached' })
    expect(Math.abs((await place(first))! - before!)).toBeLessThanOrEqual(2)
  }
  // Somebody writes while one reads above: the place stays, and a button says so.
  const reading = await place('note 031')
  await note(230)
  await omar.page.getByRole('button', { name: 'New messages' }).waitFor()
  expect(await place('note 031')).toBe(reading)
  await omar.page.getByRole('button', { name: 'New messages' }).click()
  await expect.poll(fromEnd, patient).toBeLessThanOrEqual(1)
  await note(231)
  await omar.transcript.getByText('note 231').waitFor()
  await expect.poll(fromEnd, patient).toBeLessThanOrEqual(1)
}, limit)

test('who lets offers lapse is set away and told so, with their lead; late answers stand on the board', async () => {
  const asLee = await deskOf(lee)
  const everyone = ['low', 'normal', 'high', 'urgent'].map((priority) => ({ queueId: null, priority, kind: 'first', targetMs: 30_000, warnPercent: 50, onBreach: ['notify'] }))
  await asLee.post('sla-policies', { targets: everyone })
  const { queues } = await asLee.get('queues') as { queues: { id: string }[] }
  for (const { id } of queues) await asLee.post(`queues/${id}`, { assignment: 'push', offerMs: 5000, awayAfter: 2 })
  await lee.page.getByRole('switch', { name: 'Available' }).click()
  await asksForPerson('Late Liu')
  const banner = omar.page.getByRole('region', { name: 'You were set away' })
  await banner.waitFor({ timeout: 60_000 })
  await shoot(omar.page, 'desk-set-away')
  await lee.isTold(/Omar was set away/)
  await lee.page.getByRole('link', { name: 'Board' }).click()
  await lee.page.getByText('away: let offers pass').waitFor()
  await banner.getByRole('button', { name: 'I am back' }).click()
  await banner.waitFor({ state: 'detached' })

  const late = lee.page.getByRole('region', { name: 'Late answers' })
  const line = late.getByRole('listitem').filter({ hasText: 'Late Liu' })
  await line.waitFor({ timeout: 90_000 })
  await late.scrollIntoViewIfNeeded()
  await shoot(lee.page, 'board-late')
  const { breaches } = await asLee.get('sla-breaches') as { breaches: { queueId: string }[] }
  const another = queues.find(({ id }) => breaches.every(({ queueId }) => queueId !== id))!
  await late.getByLabel('Queue').selectOption(another.id)
  await line.waitFor({ state: 'detached' })
  await late.getByLabel('Queue').selectOption({ index: 0 })
  await late.getByLabel('Period').selectOption({ label: 'Last 7 days' })
  await line.waitFor()
  for (const [name, options] of looks) await looksRight(name, options)
  await line.getByRole('link', { name: 'Late Liu' }).click()
  await lee.transcript.getByText('let me talk to a human').first().waitFor()
}, 240_000)

const looks = [
  ['board-dark', { colorScheme: 'dark', locale: 'en-GB' }],
  ['board-narrow', { viewport: { width: 360, height: 740 }, locale: 'en-GB' }],
  ['board-zh-dark-narrow', { viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' }],
] as const

async function looksRight(name: string, options: (typeof looks)[number][1]): Promise<void> {
  const opened: Window = await openWindow(browser, options)
  await opened.page.context().addCookies(await lee.page.context().cookies())
  await opened.page.goto(`${baton.url}/desk/board`)
  const late = opened.page.getByRole('region', { name: /Late answers|超时记录/ })
  await late.getByRole('listitem').first().waitFor()
  await late.scrollIntoViewIfNeeded()
  await shoot(opened.page, name)
  expect([await accessibilityFindings(opened.page), await opened.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)]).toEqual([[], false])
  expect(opened.problems).toEqual([])
  await opened.close()
}
