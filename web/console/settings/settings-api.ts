import { z } from 'zod'
import {
  AgentAnswer, AgentWithPassword, AuditPage, Calendars, ChannelTeams, OffHours, People, QueueSettings, QuickReply, QuickReplyList, Sessions, SlaPolicies, TagList, TeamSettings, csrfHeader,
} from '../../../handoff/contract.ts'
import type {
  AgentChange, CalendarToSave, ChannelTeamChange, NewAgent, NewQueue, OffHoursChange, OwnPassword, QueueChange, QuickReplySaved, SkillChange, SlaChange, TagSaved, TeamSettingsChange,
} from '../../../handoff/contract.ts'
import { post, read } from '../../ui/request.ts'

const Anything = z.unknown()
const at = (...parts: string[]) => ['/api/desk', ...parts.map(encodeURIComponent)].join('/')

export const readQueues = (signal?: AbortSignal) => read(at('queues'), QueueSettings, signal)
export const readCalendars = (signal?: AbortSignal) => read(at('calendars'), Calendars, signal)
export const readOffHours = (signal?: AbortSignal) => read(at('off-hours'), OffHours, signal)
export const readSla = (signal?: AbortSignal) => read(at('sla-policies'), SlaPolicies, signal)
export const readQuickReplies = (signal?: AbortSignal) => read(at('quick-replies'), QuickReplyList, signal)
export const readPeople = (signal?: AbortSignal) => read(at('agents'), People, signal)
export const readTeamSettings = (signal?: AbortSignal) => read(at('team-settings'), TeamSettings, signal)
export const readChannelTeams = (signal?: AbortSignal) => read(at('channel-teams'), ChannelTeams, signal)
export const readSessions = (signal?: AbortSignal) => read(at('me', 'sessions'), Sessions, signal)

/** Which deeds on record to read; all that is given must hold. `before` goes on from the last line. */
export interface AuditFilter { agent?: string; deed?: string; before?: string }

export const readAudit = (filter: AuditFilter, signal?: AbortSignal) =>
  read(`${at('audit')}?${new URLSearchParams(Object.entries(filter).filter(([, value]) => value))}`, AuditPage, signal)

/** What leads and admins can set, by the session that this CSRF value belongs to. */
export function settingsOf(csrf: string) {
  const headers = { [csrfHeader]: csrf }
  const send = <T>(path: string, body: object, schema: z.ZodType<T>) => post(path, body, schema, headers)
  return {
    addQueue: (queue: NewQueue) => send(at('queues'), queue, QueueSettings),
    changeQueue: (id: string, change: QueueChange) => send(at('queues', id), change, QueueSettings),
    saveSkill: (skill: SkillChange) => send(at('skills'), skill, QueueSettings),
    saveCalendar: (id: string | null, calendar: CalendarToSave) => send(id === null ? at('calendars') : at('calendars', id), calendar, Calendars),
    removeCalendar: (id: string) => send(at('calendars', id, 'remove'), {}, Calendars),
    changeOffHours: (change: OffHoursChange) => send(at('off-hours'), change, OffHours),
    changeSla: (change: SlaChange) => send(at('sla-policies'), change, SlaPolicies),
    saveQuickReply: (id: string | null, reply: QuickReplySaved) => send(id === null ? at('quick-replies') : at('quick-replies', id), reply, z.object({ quickReply: QuickReply })),
    removeQuickReply: (id: string) => send(at('quick-replies', id, 'remove'), {}, Anything),
    saveTag: (tag: TagSaved) => send(at('tags'), tag, TagList),
    removeTag: (id: string) => send(at('tags', id, 'remove'), {}, TagList),
    setTeam: (change: TeamSettingsChange) => send(at('team-settings'), change, TeamSettings),
    setChannelTeam: (change: ChannelTeamChange) => send(at('channel-teams'), change, ChannelTeams),
    addAgent: (agent: NewAgent) => send(at('agents'), agent, AgentWithPassword),
    changeAgent: (id: string, change: AgentChange) => send(at('agents', id), change, AgentAnswer),
    disableAgent: (id: string) => send(at('agents', id, 'disable'), {}, AgentAnswer),
    enableAgent: (id: string) => send(at('agents', id, 'enable'), {}, AgentAnswer),
    resetPassword: (id: string) => send(at('agents', id, 'password'), {}, AgentWithPassword),
    endSessionsOf: (id: string) => send(at('agents', id, 'end-sessions'), {}, Anything),
    endSession: (id: string) => send(at('me', 'sessions', id, 'end'), {}, Anything),
    endOtherSessions: () => send(at('me', 'end-sessions'), {}, Anything),
    changePassword: (change: OwnPassword) => send(at('me', 'password'), change, Anything),
  }
}
