/** The words of the lists and their lines. */
export const linesEn = {
  search: 'Search conversations', team: 'Team',
  filters_one: 'Filters: {{count}} set', filters_other: 'Filters: {{count}} set', any: 'Any', clear: 'Clear',
  by: { queueId: 'Queue', language: 'Language', reason: 'Reason', priority: 'Priority', tag: 'Tag', agentId: 'Agent' },
  noneFits: 'Nothing fits the filters', noneFitsWhat: '{{count}} others are there.', clearAll: 'Clear the filters',
  noneTeam: 'Nobody has a conversation in hand', noneTeamWhat: 'What colleagues are working on appears here.',
  more: 'Show more', moreCount: '{{count}} more wait', moreUncounted: 'More than {{count}} wait',
  group: { inHand: 'In hand', wrapUp: 'Wrap-up due', snoozed: 'Put off', asked: 'Asked of me', watched: 'I read along', promises: 'Promised', mentions: 'Named in a note' },
  in: 'in {{time}}', late: '{{time}} late', until: 'until {{time}}', back: 'back', wrapUp: 'wrap up', unread_one: '{{count}} new', unread_other: '{{count}} new',
  offeredToYou: 'offered to you', offered: 'offered to {{name}}', alerted: 'alerted {{count}}×', senior: 'needs a senior', middle: 'needs experience', with: 'with {{name}}', asked: '{{name}} asked', promise: { open: 'promise', 'due-soon': 'promise due soon', broken: 'promise broken' },
  channel: 'Channel', wanted: 'Call wanted {{from}} – {{to}}',
  kind: { message: 'Message', 'call-back': 'Call back', survey: 'Bad survey', 'follow-up': 'Follow-up', promise: 'Promise' },
}
