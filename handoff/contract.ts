// The window of the handoff room: every request and answer of the desk API as zod schemas. The pages import this file and nothing else of the room.
// Times on the wire are milliseconds since 1970 (UTC); money is in minor units; ids are UUIDs.
export * from './contract/words.ts'
export * from './contract/sign-in.ts'
export * from './contract/lines.ts'
export * from './contract/card.ts'
export * from './contract/deeds.ts'
export * from './contract/wrap-up.ts'
export * from './contract/refusals.ts'
export * from './contract/audit.ts'
export * from './contract/people.ts'
export * from './contract/queue.ts'
export * from './contract/hours.ts'
export * from './contract/sla.ts'
