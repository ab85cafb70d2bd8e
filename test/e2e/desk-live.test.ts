// What an agent hears, sees and keeps while the desk goes on: alerts, long transcripts, two tabs, and what leads are told. The tests follow one another.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { DeskError, Deed, Me, Snapshot } from '../../handoff/contract.ts'
import { startBaton, type BatonProcess } from '../baton-process.ts'
import { pixel } from '../cast.ts'
import { password, prepareShop, type ShopPlace } from '../real-shop.ts'
import { accessibilityFindings, holdAnswers, openBrowser, openWindow, shoot, showFailure, type Window } from './browser.ts'
import { openDeskAgent, type DeskAgent } from './desk-agent.ts'
import { turnAway, watchAlerts, watchedIn } from './watch-alerts.ts'

let browser: Browser
let shop: ShopPlace
let baton: BatonProcess
let [omar, lee] = [] as unknown as [DeskAgent, DeskAgent]
const limit = 400_000
const patient = { timeout: 100_000 }

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

afterEach(({ task }) => (task.result?.state === 'fail' ? showFailure({ omar, lee }, baton.output()) : undefined))

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

  await turnAway(page)
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

test('what is written goes out in its order and is lost by no slow line, failure, reload or look elsewhere; dialogs and the guard stay with their conversation', async () => {
  const { page, box, transcript } = omar
  // The guard's answer to the first is slow: what is written meanwhile stays written, and the second does not overtake it.
  const releaseGuard = await holdAnswers(page, '**/guard')
  for (const text of ['It is number one.', 'It is number two.']) {
    await box.fill(text)
    await box.press('Enter')
  }
  await box.pressSequentially('Half a')
  await page.setInputFiles('input[type=file]', { name: 'label.png', mimeType: 'image/png', buffer: pixel })
  await page.getByRole('button', { name: 'Private note' }).click()
  releaseGuard()
  const numbered = transcript.locator('[data-kind=text]:not([aria-busy])').filter({ hasText: 'It is number' })
  await expect.poll(() => numbered.allInnerTexts(), patient).toEqual([expect.stringContaining('one'), expect.stringContaining('two')])
  await page.unroute('**/guard')
  await page.getByRole('group', { name: 'What to write' }).getByRole('button', { name: 'Reply' }).click()
  expect(await box.inputValue()).toBe('Half a')
  await page.getByRole('button', { name: 'Take label.png away' }).click()

  await page.route('**/reply', (route) => route.abort())
  await box.fill('It is number three.')
  await box.press('Enter')
  await transcript.getByText('Not sent.').waitFor()
  await page.unroute('**/reply')
  await page.reload()
  await transcript.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => numbered.count(), patient).toBe(3)
  await transcript.getByText('Not sent.').waitFor({ state: 'detached' })

  // Stopped by the guard while its writer has gone to a colleague's shopper.
  await box.fill('You will get £20 back today, I promise.')
  await omar.list('Waiting')
  const isGone = new Promise<void>((resolve) => void page.route('**/guard', async (route) => {
    await omar.open('Away Ada')
    await route.fulfill({ response: await route.fetch() })
    resolve()
  }))
  await box.press('Enter')
  await isGone
  await page.unroute('**/guard')
  expect(await omar.dialog.count()).toBe(0)
  await omar.list('Mine')
  await omar.line('Seen Sara').click()
  await omar.dialog.getByRole('button', { name: 'Change it' }).click()
  expect(await box.inputValue()).toBe('You will get £20 back today, I promise.')
  await box.fill('')

  // Whoever lets go of a slow dialog and opens another keeps that, and what stands in it.
  const releasePromise = await holdAnswers(page, '**/conversations/*/promises')
  await omar.more('Note a promise …')
  await omar.dialog.getByLabel('What was promised').fill('An answer by tomorrow')
  await omar.dialog.getByRole('button', { name: 'Note', exact: true }).click()
  await page.keyboard.press('Escape')
  await omar.dialog.waitFor({ state: 'detached' })
  await omar.press('Hand back')
  await omar.dialog.getByRole('textbox').fill('Half a word')
  releasePromise()
  await omar.isTold(/Noted/)
  await page.unroute('**/conversations/*/promises')
  expect(await omar.dialog.getByRole('textbox').inputValue()).toBe('Half a word')
  await page.keyboard.press('Escape')
  await omar.dialog.waitFor({ state: 'detached' })
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
  await banner.waitFor({ timeout: 180_000 })
  await shoot(omar.page, 'desk-set-away')
  await lee.isTold(/Omar was set away/)
  await lee.page.getByRole('link', { name: 'Board' }).click()
  await lee.page.getByText('away: let offers pass').waitFor()
  await banner.getByRole('button', { name: 'I am back' }).click()
  await banner.waitFor({ state: 'detached' })

  const late = lee.page.getByRole('region', { name: 'Late answers' })
  const line = late.getByRole('listitem').filter({ hasText: 'Late Liu' })
  await line.waitFor({ timeout: 180_000 })
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
