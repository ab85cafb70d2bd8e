import { parseArgs } from 'node:util'
import { newPassword } from '../../core/auth.ts'
import { systemClock } from '../../core/clock.ts'
import { readConfig } from '../../core/config.ts'
import { openDatabase } from '../../core/db/pool.ts'
import type { Database } from '../../core/db/db.ts'
import { OperatorError } from '../../core/errors.ts'
import { addAgentOnRecord, listAgents, removeDemoAgents } from '../../handoff/index.ts'

const roles = ['agent', 'lead', 'editor', 'publisher', 'admin', 'auditor'] as const
const use = `npm run agents -- list | add --email <address> --name <name> [--role ${roles.join('|')}] [--team shop] [--languages en,zh] [--capacity 4] | remove-demo`

/** `npm run agents -- …`: who may sign in at the desk. A new agent's password is printed once. */
export async function agents(args: string[]): Promise<number> {
  const config = readConfig()
  const db = await openDatabase({ url: config.DATABASE_URL, dataDir: config.BATON_DATA_DIR })
  try {
    return await run(db, args)
  } finally {
    await db.close()
  }
}

async function run(db: Database, [deed, ...args]: string[]): Promise<number> {
  if (deed === 'list') {
    for (const agent of await listAgents(db)) console.log(`${agent.email.padEnd(32)} ${agent.role.padEnd(10)} ${agent.name}${agent.isDemo ? '  (demo)' : ''}`)
    return 0
  }
  if (deed === 'remove-demo') {
    console.log(`Removed ${await removeDemoAgents(db, systemClock.now())} demo agents.`)
    return 0
  }
  if (deed === 'add') return add(db, args)
  throw new OperatorError(use)
}

async function add(db: Database, args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string', default: 'agent' }, team: { type: 'string', default: 'shop' }, languages: { type: 'string', default: 'en' }, capacity: { type: 'string', default: '4' } } })
  const role = roles.find((one) => one === values.role)
  if (!values.email?.includes('@') || !values.name || !role || !/^[a-z0-9][a-z0-9-]{0,39}$/.test(values.team) || !(Number(values.capacity) > 0)) throw new OperatorError(use)
  const password = newPassword()
  const added = await addAgentOnRecord(db, { email: values.email, name: values.name, password, role, languages: values.languages.split(','), capacity: Number(values.capacity), team: values.team }, systemClock.now())
  if (added === 'email-taken') throw new OperatorError(`${values.email} is an agent already.`)
  console.log(`${values.name} may sign in as ${values.email} with the password ${password} (shown once).`)
  return 0
}
