// The values that every part of the desk API speaks in.
import { z } from 'zod'

/** Of rows: a UUID. */
export const Id = z.uuid()
/** Milliseconds since 1970 (UTC). */
export const At = z.int()

/** What an agent may do grows along agent → lead → admin; editor and publisher write content; the auditor only reads. */
export const Role = z.enum(['agent', 'lead', 'editor', 'publisher', 'admin', 'auditor'])
export type Role = z.infer<typeof Role>

export const ConversationStateName = z.enum(['bot', 'waiting', 'human', 'wrap-up', 'snoozed', 'closed'])
export const Reason = z.enum(['asked', 'missed', 'agitated', 'complaint', 'high-risk', 'policy', 'return-review', 'bot-failure', 'agent-takeover'])
export const Priority = z.enum(['low', 'normal', 'high', 'urgent'])
export type Priority = z.infer<typeof Priority>
export const HandoffStatus = z.enum(['waiting', 'accepted', 'completed', 'failed', 'cancelled'])
export type HandoffStatus = z.infer<typeof HandoffStatus>
export const MoodName = z.enum(['calm', 'annoyed', 'angry', 'furious'])
export const SpeakerName = z.enum(['shopper', 'bot', 'agent', 'system'])

/** How a conversation ended, chosen by the agent who completes it. */
export const Disposition = z.enum(['solved', 'solved-with-return', 'solved-with-refund', 'answered', 'follow-up', 'not-solved', 'no-answer', 'spam'])
export type Disposition = z.infer<typeof Disposition>

export const AgentName = z.object({ id: Id, name: z.string() })
export type AgentName = z.infer<typeof AgentName>

export const DeskAttachment = z.object({ id: z.string().min(1).max(100), contentType: z.string().min(1).max(100), name: z.string().min(1).max(200), size: z.int().min(0) })
