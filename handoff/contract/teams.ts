// What a team sets for itself, and which team gets the shoppers of which account.
import { z } from 'zod'
import { Team } from './people.ts'

/** GET /api/desk/team-settings, and the answer of a change. */
export const TeamSettings = z.object({
  /** What agents may give back or cancel by themselves, in minor units; leads may do more. */
  refundLimit: z.int(),
  /** Nobody has set it: it is as shipped. */
  isShipped: z.boolean(),
})
export type TeamSettings = z.infer<typeof TeamSettings>
/** POST /api/desk/team-settings: null goes back to what is shipped. */
export const TeamSettingsChange = z.strictObject({ refundLimit: z.int().min(0).max(1_000_000_000).nullable() })
export type TeamSettingsChange = z.infer<typeof TeamSettingsChange>

const account = z.string().trim().min(1).max(200)
/** Shoppers who write to this account of this channel are the team's. */
export const ChannelTeam = z.strictObject({ channel: z.string().trim().min(1).max(60), channelAccount: account, team: z.string().max(40) })
export type ChannelTeam = z.infer<typeof ChannelTeam>
/** GET /api/desk/channel-teams, and the answer of a change: what is not listed comes to the team `home`. */
export const ChannelTeams = z.object({ channelTeams: z.array(ChannelTeam), teams: z.array(Team), home: z.string() })
export type ChannelTeams = z.infer<typeof ChannelTeams>
/** POST /api/desk/channel-teams: `team` null takes the line away. Conversations that a team has had stay with it. */
export const ChannelTeamChange = ChannelTeam.extend({ team: z.string().max(40).nullable() })
export type ChannelTeamChange = z.infer<typeof ChannelTeamChange>
