// The shop page in real Chromium: Web Chat against our own Direct Line, in both languages.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { startBaton, type BatonProcess } from '../baton-process.ts'
import { prepareShop, type ShopPlace } from '../real-shop.ts'
import { accessibilityFindings, openBrowser, openChat, openWindow, shoot } from './browser.ts'

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

test('a shopper opens the page, chats in English and is answered', async () => {
  const { page, problems, close } = await openWindow(browser)
  await page.goto(baton.url)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const chat = await openChat(page)
  await chat.says('how much is shipping?')
  await chat.sees(/\$4\.95/)
  await shoot(page, 'shop-en')
  expect(problems).toEqual([])
  await close()
})

test('a shopper chats in Chinese and keeps the conversation over a reload', async () => {
  const { page, problems, close } = await openWindow(browser, { locale: 'zh-CN' })
  await page.goto(baton.url)
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans')
  const open = { open: await page.locator('button[aria-label]').last().getAttribute('aria-label') ?? '' }
  const chat = await openChat(page, open)
  await chat.says('运费是多少？')
  await chat.sees(/4\.95/)
  await shoot(page, 'shop-zh')
  await page.reload()
  await (await openChat(page, open)).sees('运费是多少？')
  expect(problems).toEqual([])
  await close()
})

test('all tabs of a browser are in one conversation, which a guest keeps who signs in', async () => {
  const { page, problems, close } = await openWindow(browser)
  await page.goto(baton.url)
  const chat = await openChat(page)
  await chat.says('how much is shipping?')
  await chat.sees(/\$4\.95/)
  const other = await page.context().newPage()
  await other.goto(baton.url)
  const there = await openChat(other)
  await there.sees('how much is shipping?')
  await there.says('which brands of cards do you take?')
  await chat.sees('which brands of cards do you take?')
  await other.getByRole('button', { name: /Guest/ }).click()
  await other.getByRole('menuitem', { name: 'Ana Silva' }).click()
  await page.getByRole('button', { name: /Ana Silva/ }).waitFor()
  // Who signs in keeps the conversation, and need not prove that an order is theirs.
  await there.sees('which brands of cards do you take?')
  await there.says('I want to return the linen shirt from order 1002')
  await chat.panel.getByRole('toolbar').getByRole('button', { name: /small/i }).waitFor()
  await other.getByRole('button', { name: /Ana Silva/ }).click()
  await other.getByRole('menuitem', { name: /guest/i }).click()
  await page.getByRole('button', { name: /Guest/ }).waitFor()
  // What Ana said is nobody else's.
  await page.getByText('how much is shipping?').waitFor({ state: 'detached' })
  expect(problems).toEqual([])
  await close()
})

test('a signed-in customer returns a shirt from the first word to the number', async () => {
  const { page, problems, close } = await openWindow(browser)
  await page.goto(baton.url)
  await page.getByRole('button', { name: /Guest/ }).click()
  await page.getByRole('menuitem', { name: 'Ana Silva' }).click()
  await page.getByRole('button', { name: /Ana Silva/ }).waitFor()
  const chat = await openChat(page)
  await chat.says('I want to return the linen shirt from order 1002')
  // A double click is one press, and leaves the box to be written in.
  await chat.panel.getByRole('toolbar').getByRole('button', { name: /small/i }).dblclick()
  await chat.picks(/refund/i)
  await chat.picks(/yes/i)
  await chat.sees(/R1002-1/)
  expect(await chat.panel.locator('[data-id="webchat-sendbox-input"]').isEditable()).toBe(true)
  await shoot(page, 'return-to-rma')
  expect(problems).toEqual([])
  await close()
})

test('axe finds nothing wrong with the page, nor with the chat\'s frame', async () => {
  const { page, close } = await openWindow(browser)
  await page.goto(baton.url)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  expect(await accessibilityFindings(page)).toEqual([])
  await openChat(page)
  expect(await accessibilityFindings(page, 'section[role=dialog] > :first-child')).toEqual([])
  await close()
})

test('the page can be used on a narrow telephone', async () => {
  const { page, problems, close } = await openWindow(browser, { viewport: { width: 360, height: 740 } })
  await page.goto(baton.url)
  const chat = await openChat(page)
  await chat.says('how can I pay?')
  await chat.sees(/PayPal|card/i)
  await shoot(page, 'shop-narrow')
  const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect([isWider, problems]).toEqual([false, []])
  await close()
})
