import type { Db } from '../../core/db/db.ts'
import type { ChannelTeamChange, ChannelTeams, TeamSettings, TeamSettingsChange } from '../contract.ts'
import { insertAudit } from '../feed/feed-queries.ts'
import { allTeams, hasTeam } from '../people/people-queries.ts'
import type { Actor, HandoffPorts } from '../ports.ts'
import { homeTeam } from '../queue/choose-queue.ts'
import { queueSettings } from '../queue/queue-queries.ts'
import { channelTeams, refundLimitOf, saveChannelTeam, saveRefundLimit } from './team-queries.ts'

type Ports = Pick<HandoffPorts, 'db' | 'clock' | 'policy'>

/** What the team has set for itself, over what is shipped. */
export async function teamSettings({ policy }: Pick<HandoffPorts, 'policy'>, db: Db, team: string): Promise<TeamSettings> {
  const set = await refundLimitOf(db, team)
  return { refundLimit: set ?? policy.refundLimit, isShipped: set === null }
}

/** Sets it, on record. */
export async function setTeamSettings(ports: Ports, actor: Actor, { refundLimit }: TeamSettingsChange): Promise<TeamSettings> {
  return ports.db.transaction(async (tx) => {
    const before = await teamSettings(ports, tx, actor.team)
    await saveRefundLimit(tx, actor.team, refundLimit)
    const after = await teamSettings(ports, tx, actor.team)
    await insertAudit(tx, { agentId: actor.id, deed: 'set-refund-limit', conversationId: null, handoffId: null, detail: { from: before.refundLimit, to: after.refundLimit }, now: ports.clock.now() })
    return after
  })
}

/** Which accounts are whose. */
export async function readChannelTeams(db: Db): Promise<ChannelTeams> {
  const [lines, teams] = await Promise.all([channelTeams(db), allTeams(db)])
  return { channelTeams: lines, teams, home: homeTeam }
}

/** Gives an account's shoppers to a team from their next request for a person on, on record. A team without queues could not take them. */
export async function setChannelTeam(ports: Ports, actor: Actor, change: ChannelTeamChange): Promise<'done' | { no: 'no-such-target' | 'no-queues' }> {
  const { channel, channelAccount, team } = change
  return ports.db.transaction(async (tx) => {
    if (team !== null && !(await hasTeam(tx, team))) return { no: 'no-such-target' }
    if (team !== null && (await queueSettings(tx, team)).length === 0) return { no: 'no-queues' }
    await saveChannelTeam(tx, change)
    await insertAudit(tx, { agentId: actor.id, deed: 'set-channel-team', conversationId: null, handoffId: null, detail: { channel, channelAccount, team: team ?? '' }, now: ports.clock.now() })
    return 'done'
  })
}
