/** Every reply key that this room says: a test checks that there are words for each in every language. */
export const handoffReplyKeys = [
  'handoff.waiting', 'handoff.accepted', 'handoff.returned', 'handoff.closed', 'handoff.nobody-there', 'handoff.queue-left', 'handoff.agent-gone',
] as const
