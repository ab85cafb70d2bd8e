// The people of every test. Shoppers are the demo shop's customers or strangers; agents are its demo agents.
import type { IncomingMessage } from '../core/conversation/index.ts'

export interface Shopper {
  /** What a play calls them. */
  name: string
  /** The shop's customer id, when they have an account there. */
  customerId: string | null
  language: 'en' | 'zh'
  phone: string
  email: string
}

/** English, with orders 1001 to 1006 and 1013 at the demo shop. */
export const ana: Shopper = { name: 'Ana', customerId: 'ana', language: 'en', phone: '+12125550101', email: 'ana.silva@example.com' }

/** Chinese, with orders 1007 to 1012 and 1014. */
const liLei: Shopper = { name: '李雷', customerId: 'li-lei', language: 'zh', phone: '+8613800138000', email: 'li.lei@example.com' }

/** English, has never bought anything here. */
export const bo: Shopper = { name: 'Bo', customerId: null, language: 'en', phone: '+442079460321', email: 'bo@example.com' }

/** Chinese, traditional script, has never bought anything here. */
const wangFang: Shopper = { name: '王芳', customerId: null, language: 'zh', phone: '+886912345678', email: 'wang.fang@example.com' }

/** Bought order 1015 as a guest: must prove who she is. */
const sam: Shopper = { name: 'Sam', customerId: null, language: 'en', phone: '+12125550188', email: 'sam.carter@example.com' }

export const shoppers = [ana, bo, liLei, wangFang, sam]

/** The demo agents by first name: Lee leads, Mei answers in Chinese and English, Omar in English. */
export const agentNames = ['Lee', 'Mei', 'Omar'] as const

let count = 0

/** A message of a shopper as a channel hands it on; every call is another message, in a conversation of that shopper's own unless `conversation` says which. */
export function messageFrom(shopper: Shopper, text: string, more: Partial<IncomingMessage> = {}): IncomingMessage {
  count += 1
  return {
    channel: 'test', channelAccount: 'shop', conversation: `${shopper.name}-chat`, externalId: `message-${count}`,
    shopper: { externalId: shopper.name, name: shopper.name, customerId: shopper.customerId }, text, attachments: [], address: { reply: 'here' }, ...more,
  }
}

/** The smallest PNG that is one: a single pixel. */
export const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
