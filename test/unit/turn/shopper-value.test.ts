import { describe, expect, test } from 'vitest'
import { silentLog } from '../../../core/log.ts'
import { shopperValueOf, valueOf, vip } from '../../../bot/turn/shopper-value.ts'

type Orders = Parameters<typeof valueOf>[0]
const order = (total: number, state: Orders[number]['state'] = 'delivered') => ({ total, state })
const orders = (count: number, total = 1000) => Array.from({ length: count }, () => order(total))

describe('what a shopper is worth', () => {
  test.each<[string, Orders, string]>([
    ['nothing bought', [], 'new'],
    ['only a cancelled order', [order(vip.spent, 'cancelled')], 'new'],
    ['one order', orders(1), 'regular'],
    ['nearly often enough', orders(vip.orders - 1), 'regular'],
    ['often enough', orders(vip.orders), 'vip'],
    ['nearly enough money', [order(vip.spent - 1)], 'regular'],
    ['enough money', [order(vip.spent / 2), order(vip.spent / 2)], 'vip'],
  ])('%s', (_what, bought, value) => {
    expect(valueOf(bought)).toBe(value)
  })

  test('nobody knows of a guest, nor when the shop does not answer', async () => {
    const away = { ordersOfCustomer: async () => { throw new Error('the shop is closed') } }
    const slow = { ordersOfCustomer: () => Promise.withResolvers<never>().promise }
    expect(await shopperValueOf({ shop: away, log: silentLog }, null)).toBe(undefined)
    expect(await shopperValueOf({ shop: away, log: silentLog }, 'ana')).toBe(undefined)
    expect(await shopperValueOf({ shop: slow, log: silentLog }, 'ana')).toBe(undefined)
  })
})
