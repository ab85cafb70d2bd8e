/** The words of the lead's board. */
export const boardEn = {
  waiting: 'Waiting', longest: 'Longest wait', there: 'Agents there', thereOf: '{{there}} of {{all}}', room: 'Free places', requested: 'Handed over today', accepted: 'Taken', completed: 'Finished', median: 'Half waited at most',
  abandoned: 'Went away', solvedByBot: 'Solved by the bot', underTen: 'under 10 s', since: 'Today: since {{time}}',
  queues: 'Queues', queue: 'Queue', offered: 'On offer', next: 'Next', shut: 'closed', push: 'by offer',
  agents: 'Agents', presence: { there: 'there', away: 'away', lapsed: 'away: let offers pass', gone: 'not here' }, loadOf: '{{load}} of {{capacity}}', open: 'Open',
  sla: 'First answers today', inTime: 'in time', slaParts: { met: 'In time', late: 'Too late', overdue: 'Due and not given' },
  reasons: 'Why shoppers were handed over today', noneToday: 'Nobody yet today.',
  breaches: { title: 'Late answers', period: 'Period', of: { today: 'Today', week: 'Last 7 days', month: 'Last 30 days' }, none: 'No clock has run out.', nobody: 'nobody had it', open: 'still open', more: 'Show more' },
  pressing: 'Needs you', nonePressing: 'All is well: nothing is late, broken or forgotten.', andMore: 'and {{count}} more',
  why: { breached: 'clock run out', broken: 'promise broken', overdue: 'overdue', returned: 'came back', alerted: 'nobody takes it', urgent: 'urgent', furious: 'furious' },
}
