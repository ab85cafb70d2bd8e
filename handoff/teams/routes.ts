import type { z } from 'zod'
import { refuse } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { admins, get, leads, post, readers } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { ChannelTeamChange, TeamSettingsChange } from '../contract.ts'
import { readChannelTeams, setChannelTeam, setTeamSettings, teamSettings } from './team-settings.ts'

/** What a team sets for itself, and which account's shoppers are whose. */
export const teamRoutes: readonly DeskRoute[] = [
  get('/api/desk/team-settings', readers, settings),
  post('/api/desk/team-settings', leads, TeamSettingsChange, change),
  get('/api/desk/channel-teams', admins, accounts),
  post('/api/desk/channel-teams', admins, ChannelTeamChange, changeAccount),
]

async function settings({ ports, agent }: RouteContext<null>): Promise<DeskAnswer> {
  return { status: 200, body: await teamSettings(ports, ports.db, agent!.team) }
}

async function change({ ports, agent, body }: RouteContext<TeamSettingsChange>): Promise<DeskAnswer> {
  return { status: 200, body: await setTeamSettings(ports, agent!, body) }
}

async function accounts({ ports }: Pick<RouteContext<unknown>, 'ports'>): Promise<DeskAnswer> {
  return { status: 200, body: await readChannelTeams(ports.db) }
}

async function changeAccount(context: RouteContext<z.output<typeof ChannelTeamChange>>): Promise<DeskAnswer> {
  const answer = await setChannelTeam(context.ports, context.agent!, context.body)
  if (answer === 'done') return accounts(context)
  return answer.no === 'no-queues' ? refuse(409, 'not-possible', 'This team has no queues, so nobody could take its shoppers: add one first, POST /api/desk/queues.')
    : refuse(409, 'no-such-target', 'There is no such team. Make it first: POST /api/desk/teams.')
}
