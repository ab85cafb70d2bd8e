import { parseArgs } from 'node:util'
import { readConfig } from '../core/config.ts'
import { systemClock } from '../core/clock.ts'
import { restoreBackup } from '../core/db/backup.ts'
import { OperatorError } from '../core/errors.ts'

/** Commands beside `npm start`, by the name that follows `bot/cli.ts`. Each loads only what it needs and resolves with the exit code. */
const commands: Record<string, { use: string; run(args: string[]): Promise<number> }> = {
  chat: { use: 'chat                                 talk to the bot here', run: async (args) => (await import('./commands/chat.ts')).chat(args) },
  nlu: { use: 'nlu -- evaluate|understand|crossval|curve  measure and try the understanding', run: async (args) => (await import('./commands/nlu.ts')).nluCommand(args) },
  agents: { use: 'agents -- list|add|remove-demo       the people at the desk', run: async (args) => (await import('./commands/agents.ts')).agents(args) },
  'audit:verify': { use: 'audit:verify                         is the record of deeds as it was sealed', run: async (args) => (await import('./commands/audit.ts')).auditVerify(args) },
  restore: { use: 'restore -- <backup.tar.gz>           put a backup in the place of the embedded database', run: restore },
}

const [name = '', ...rest] = process.argv.slice(2)
process.exitCode = await run(name, rest)

async function run(command: string, args: string[]): Promise<number> {
  const found = commands[command]
  if (!found) {
    console.error(`Commands:\n${Object.values(commands).map(({ use }) => `  npm run ${use}`).join('\n')}`)
    return 2
  }
  try {
    return await found.run(args)
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    console.error(error.message)
    return 1
  }
}

async function restore(args: string[]): Promise<number> {
  const { positionals: [file] } = parseArgs({ args, allowPositionals: true })
  const { BATON_DATA_DIR: dataDir } = readConfig()
  if (!file) throw new OperatorError(`Name the backup: npm run restore -- ${dataDir}/backups/<file>.tar.gz`)
  const aside = await restoreBackup(file, dataDir, systemClock.now())
  console.log(`Restored ${file}.${aside ? ` What was there before lies in ${aside}.` : ''} Start Baton again with: npm start`)
  return 0
}
