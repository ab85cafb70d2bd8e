// The yardstick: an empty bot of Bot Framework, as its own samples make one. It stores nothing and says back what it hears.
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import restify, { type Request, type Response } from 'restify'

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}))
const bot = new ActivityHandler().onMessage(async (context, next) => {
  await context.sendActivity(`You said: ${context.activity.text}`)
  await next()
})

const server = restify.createServer()
server.use(restify.plugins.bodyParser())
server.post('/api/messages', async (request: Request, response: Response) => {
  await adapter.process(request, response, (context) => bot.run(context))
})
// The parent learns the port from the only line that is printed.
server.listen(0, '127.0.0.1', () => { process.stdout.write(`${server.address().port}\n`) })
process.once('disconnect', () => { process.exit(0) })
