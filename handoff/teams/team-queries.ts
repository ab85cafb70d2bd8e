import type { Db } from '../../core/db/db.ts'
import type { ChannelTeam } from '../contract.ts'

/** What the team's agents may give back by themselves, in minor units; null: nobody has set it. */
export async function refundLimitOf(db: Db, team: string): Promise<number | null> {
  const { rows } = await db.query<{ refund_limit: string | null }>('select refund_limit from team where id = $1', [team])
  const limit = rows[0]?.refund_limit ?? null
  return limit === null ? null : Number(limit)
}

/** Sets it; null: as shipped. */
export async function saveRefundLimit(tx: Db, team: string, refundLimit: number | null): Promise<void> {
  await tx.query('update team set refund_limit = $2 where id = $1', [team, refundLimit])
}

/** All accounts that are a team's of their own. */
export async function channelTeams(db: Db): Promise<ChannelTeam[]> {
  const { rows } = await db.query<{ channel: string; channel_account: string; team: string }>('select channel, channel_account, team from channel_team order by channel, channel_account')
  return rows.map((row) => ({ channel: row.channel, channelAccount: row.channel_account, team: row.team }))
}

/** The team that this account's shoppers are, or null: nobody has said so. */
export async function teamOfAccount(db: Db, { channel, channelAccount }: Omit<ChannelTeam, 'team'>): Promise<string | null> {
  const { rows } = await db.query<{ team: string }>('select team from channel_team where channel = $1 and channel_account = $2', [channel, channelAccount])
  return rows[0]?.team ?? null
}

/** Sets whose this account's shoppers are; null takes the line away. */
export async function saveChannelTeam(tx: Db, { channel, channelAccount, team }: Omit<ChannelTeam, 'team'> & { team: string | null }): Promise<void> {
  if (team === null) await tx.query('delete from channel_team where channel = $1 and channel_account = $2', [channel, channelAccount])
  else await tx.query('insert into channel_team (channel, channel_account, team) values ($1, $2, $3) on conflict (channel, channel_account) do update set team = excluded.team', [channel, channelAccount, team])
}
