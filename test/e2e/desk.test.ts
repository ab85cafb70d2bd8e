// Shopper and agent side by side, each in a window of their own.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { startBaton, type BatonProcess } from '../baton-process.ts'
import { password, prepareShop, type ShopPlace } from '../real-shop.ts'
import { accessibilityFindings, openBrowser, openChat, openWindow, shoot, signIn } from './browser.ts'

let browser: Browser
let shop: ShopPlace
let baton: BatonProcess
beforeAll(async () => {
  shop = await prepareShop()
  ;[browser, baton] = await Promise.all([openBrowser(), startBaton({ dataDir: shop.dataDir })])
})
afterAll(async () => {
  await browser.close()
  await baton.stop()
  await shop.remove()
})

const omar = { email: 'omar@test.example', password }

test('anger brings a person: Omar takes over, answers, notes, hands back and closes', async () => {
  const [agent, shopper] = [await openWindow(browser), await openWindow(browser)]
  await signIn(agent.page, baton.url, omar)
  await shopper.page.goto(baton.url)
  const chat = await openChat(shopper.page)
  await chat.says('This is fraud! I want my money back today or I file a chargeback with my bank!')
  const desk = agent.page
  await desk.locator('[data-line]').first().click()
  await desk.getByText('Do not ask again').or(desk.getByText('Why you are here')).first().waitFor()
  await shoot(desk, 'desk-waiting')
  await desk.getByRole('button', { name: 'Take', exact: true }).first().click()
  await chat.sees(/Omar/)

  await desk.getByLabel('Reply', { exact: true }).fill('Hello, this is Omar. I am looking at it now.')
  await desk.getByRole('button', { name: 'Send' }).click()
  await chat.sees('Hello, this is Omar. I am looking at it now.')
  // The shopper has the chat open before them: the agent sees that the words were read.
  await desk.locator('article[data-speaker="agent"]').filter({ hasText: 'I am looking at it now.' }).getByText(/^seen \d/).waitFor()
  await chat.says('thank you, I am waiting')
  await desk.getByText('thank you, I am waiting').first().waitFor()
  await Promise.all([shoot(desk, 'desk-side'), shoot(shopper.page, 'shopper-side')])

  await desk.getByRole('button', { name: 'Private note' }).click()
  await desk.getByRole('textbox', { name: 'Private note' }).fill('Charge is only held, told so')
  await desk.getByRole('button', { name: 'Add note' }).click()
  await desk.getByText('Charge is only held, told so').first().waitFor()
  expect(await chat.panel.getByText('only held').count()).toBe(0)

  await desk.getByRole('button', { name: 'Hand back' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Hand back' }).click()
  // Before that, words still go to Omar.
  await chat.sees(/handed you back|It's me, the bot, again/)
  await chat.says('how much is shipping?')
  await chat.sees(/\$4\.95/)

  await chat.says('let me talk to a human')
  await desk.getByRole('button', { name: /^Waiting/ }).click()
  await desk.locator('[data-line]').first().click()
  await desk.getByRole('button', { name: 'Take', exact: true }).first().click()
  // Not the notice's own button, which is called the same.
  await desk.locator('header').getByRole('button', { name: 'Close', exact: true }).click()
  await desk.getByLabel('Question answered').check()
  await desk.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click()
  await desk.getByText('Nobody is waiting').or(desk.getByText('You have no conversation')).first().waitFor()
  expect([...agent.problems, ...shopper.problems]).toEqual([])
  await Promise.all([agent.close(), shopper.close()])
})

test('a Chinese shopper and Mei, in Chinese', async () => {
  const [agent, shopper] = [await openWindow(browser), await openWindow(browser, { locale: 'zh-CN' })]
  await signIn(agent.page, baton.url, { email: 'mei@test.example', password })
  await shopper.page.goto(baton.url)
  const chat = await openChat(shopper.page, { open: await shopper.page.locator('button[aria-label]').last().getAttribute('aria-label') ?? '' })
  await chat.says('转人工')
  await agent.page.getByRole('button', { name: '中文' }).click()
  await agent.page.locator('[data-line]').filter({ hasText: '转人工' }).first().click()
  await agent.page.getByRole('heading', { level: 2 }).first().waitFor()
  await agent.page.keyboard.press('t')
  await chat.sees(/Mei/)
  await agent.page.getByRole('textbox', { name: '回复', exact: true }).fill('您好，我是Mei，请问有什么可以帮您？')
  await agent.page.getByRole('textbox', { name: '回复', exact: true }).press('Enter')
  await chat.sees('您好，我是Mei，请问有什么可以帮您？')
  await Promise.all([shoot(agent.page, 'desk-zh'), shoot(shopper.page, 'shopper-zh')])
  expect([...agent.problems, ...shopper.problems]).toEqual([])
  await Promise.all([agent.close(), shopper.close()])
})

test('markup in a name and in words is shown at the desk and never run', async () => {
  const agent = await openWindow(browser)
  await signIn(agent.page, baton.url, omar)
  const name = '<img src=x onerror="window.hacked=1;alert(1)">Eve'
  const post = async (path: string, body: object, token?: string) => (await fetch(`${baton.url}/v3/directline/${path}`, {
    method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
  })).json() as Promise<{ token: string; conversationId: string; userId: string }>
  const grant = await post('tokens/generate', { user: { name } })
  const { conversationId } = await post('conversations', {}, grant.token)
  const text = 'let me talk to a human <script>window.hacked=2</script><svg onload="window.hacked=3">'
  await post(`conversations/${conversationId}/activities`, { type: 'message', text, from: { id: grant.userId } }, grant.token)
  await post(`conversations/${conversationId}/activities`, { type: 'message', text: 'let me talk to a human', from: { id: grant.userId } }, grant.token)
  await agent.page.getByRole('button', { name: /^Waiting/ }).click()
  const line = agent.page.locator('[data-line]').filter({ hasText: 'Eve' }).first()
  await line.click()
  await agent.page.getByText(name, { exact: false }).first().waitFor()
  await agent.page.getByText('<script>window.hacked=2</script>', { exact: false }).first().waitFor()
  expect(await agent.page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined()
  expect(agent.problems).toEqual([])
  await agent.close()
})

test('axe finds nothing wrong with signing in, nor with the desk', async () => {
  const { page, close } = await openWindow(browser)
  await page.goto(`${baton.url}/desk`)
  await page.getByLabel('E-mail').waitFor()
  expect(await accessibilityFindings(page)).toEqual([])
  await signIn(page, baton.url, { email: 'lee@test.example', password })
  await page.getByText('Nobody is waiting').or(page.locator('[data-line]')).first().waitFor()
  expect(await accessibilityFindings(page)).toEqual([])
  await close()
})

test('who signs out, or in as somebody else, does so in every tab of the browser', async () => {
  const { page, close } = await openWindow(browser)
  await signIn(page, baton.url, { email: 'mei@test.example', password })
  const other = await page.context().newPage()
  await other.goto(`${baton.url}/desk`)
  await other.getByRole('button', { name: 'Account: Mei' }).click()
  await other.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByLabel('E-mail').waitFor()
  await signIn(other, baton.url, omar)
  await page.getByRole('button', { name: 'Account: Omar' }).waitFor()
  await page.getByRole('switch', { name: 'Available' }).click()
  await page.getByText('Away', { exact: true }).waitFor()
  await close()
})
