import type { App, ChannelSetting } from '../app.ts'
import type { Channel, ChannelPorts } from './channel.ts'
import { openBotFramework } from './bot-framework/index.ts'
import { openDirectLine, signCustomer } from './direct-line/index.ts'

/** The channels of a running Baton. The terminal is opened by `npm run chat` alone. */
export function openChannels(ports: ChannelPorts, { config, log, key, botName }: ChannelSetting): Channel[] {
  return [
    openDirectLine({ ports, config: {
      secret: key('direct-line'), directLineSecret: config.DIRECT_LINE_SECRET, origins: config.DIRECT_LINE_ORIGINS, publicUrl: config.PUBLIC_URL,
      customerSecret: config.CUSTOMER_SECRET ?? key('customer'), botName,
    } }),
    openBotFramework({ ports, config, log, secret: key('bot-framework') }),
  ]
}

/** Signs the shop page's word for who is signed in, for an hour, as Direct Line takes it. */
export function customerAssertion(app: Pick<App, 'config' | 'clock' | 'key'>) {
  const secret = app.config.CUSTOMER_SECRET ?? app.key('customer')
  return async ({ customerId, name }: { customerId: string; name: string }) => signCustomer(secret, { customerId, name, exp: Math.floor(app.clock.now() / 1000) + 3600 })
}
