import type { Conversation, Message } from '../../../core/conversation/index.ts'
import type { ChannelPorts, Incoming } from '../channel.ts'
import type { AccessConfig } from './access.ts'
import type { View } from './activity.ts'
import { openTokens, type Grant, type Tokens } from './tokens.ts'

export interface DirectLineConfig extends AccessConfig {
  /** The app's secret: keys of tokens and links are derived from it. */
  secret: string
  /** Shared with the shop, which signs with it who is signed in on its page. */
  customerSecret?: string | undefined
  /** The name under which the bot speaks. */
  botName: string
  /** Tokens an address may ask for in a minute without the secret. */
  tokensPerMinute?: number
}

/** What the parts of this channel share. */
export interface Line {
  config: DirectLineConfig
  ports: ChannelPorts
  tokens: Tokens
  /** The conversation that Direct Line knows by `id`, or null. */
  find(id: string): Promise<Conversation | null>
  /** Who writes, in our words. */
  incomingFrom(grant: Grant): Pick<Incoming, 'channel' | 'channelAccount' | 'conversation' | 'shopper' | 'address'>
  /** The shopper's Direct Line id. */
  userOf(conversation: Conversation): string
  viewOf(conversation: Conversation, page: { base: string; user: string }): View
  /** Looks up the names of the agents who speak in `messages`, for the view. */
  learnAgents(messages: Pick<Message, 'agentId'>[]): Promise<void>
}

export const channelName = 'direct-line'
const channelAccount = 'default'

export function openLine(ports: ChannelPorts, config: DirectLineConfig): Line {
  const tokens = openTokens(config.secret)
  const agentNames = new Map<string, string>()
  return {
    config, ports, tokens,
    find: async (id) => (/^[\w-]{1,64}$/.test(id) ? ports.conversationByExternalId(channelName, channelAccount, id) : null),
    incomingFrom: (grant) => ({
      channel: channelName, channelAccount, conversation: grant.conversation,
      shopper: { externalId: grant.isVouched ? grant.user : `${grant.user}@${grant.conversation}`, name: grant.name, customerId: grant.customerId }, address: { user: grant.user },
    }),
    userOf: (conversation) => (conversation.address as { user: string }).user,
    viewOf: (conversation, { base, user }) => ({
      conversation: conversation.externalId, user, userName: conversation.shopperName, botName: config.botName, locale: localeOf(conversation), agentNames,
      uploadUrl: ({ id }) => `${base}/v3/directline/conversations/${conversation.externalId}/uploads/${id}?${tokens.files.queryOf(conversation.externalId, id, ports.now())}`,
    }),
    async learnAgents(messages) {
      const unknown = new Set(messages.flatMap(({ agentId }) => (agentId === null || agentNames.has(agentId) ? [] : [agentId])))
      for (const id of unknown) {
        const name = await ports.agentName(id)
        if (name !== null) agentNames.set(id, name)
      }
    },
  }
}

function localeOf({ language, script }: Conversation): string | null {
  if (language === null) return null
  return script === 'none' ? language : `${language}-${script}`
}
