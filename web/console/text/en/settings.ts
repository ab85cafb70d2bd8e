/** The words of the settings. */
export const settingsEn = {
  label: 'Settings',
  save: 'Save', saved: 'Saved', undo: 'Undo', add: 'Add', remove: 'Remove', cancel: 'Cancel', name: 'Name',
  labelEn: 'Name in English', labelZh: 'Name in Chinese', id: 'Id', idWhat: 'Small letters, digits and hyphens; it stays for good',
  queue: 'Queue', everyQueue: 'Every queue',
  weekday: { sunday: 'Sunday', monday: 'Monday', tuesday: 'Tuesday', wednesday: 'Wednesday', thursday: 'Thursday', friday: 'Friday', saturday: 'Saturday' },
  colour: { grey: 'Grey', red: 'Red', orange: 'Orange', yellow: 'Yellow', green: 'Green', blue: 'Blue', violet: 'Violet' },
  account: {
    title: 'My account', what: 'Your password, and the browsers in which you are signed in.', password: 'Change the password', current: 'Password now', fresh: 'New password',
    rule: 'At least 10 characters. Every other browser is signed out.', sessions: 'Signed in', device: 'Browser', since: 'Since', until: 'Until', this: 'this one', end: 'Sign out', endAll: 'Sign out everywhere else',
  },
  queues: {
    title: 'Queues and skills', what: 'One line of shoppers per skill and language. Agents take from it, or the head is offered to them one after the other.',
    anyLanguage: 'any language', shut: 'takes no new conversations', assignment: 'How agents get conversations', pull: 'They take them', push: 'They are offered them', offerMs: 'An offer stands for',
    alertMs: 'Alert again after', riseMs: 'Priority rises every', mostPerAgent: 'At most per agent', noLimit: 'as many as fit', awayAfter: 'Offers missed in a row until away', never: 'never', isOpen: 'Takes new conversations', add: 'Add a queue',
    skill: 'Skill', language: 'Language', languageWhat: 'any, or a tag such as en or zh', topics: 'Topics that lead here', widenTo: 'Whom else to alert, in this order', addSkill: 'Add a skill',
  },
  hours: {
    title: 'Business hours', what: 'When people answer. A queue without a calendar is always open. Answering times count in these hours only.', add: 'Add a calendar', openNow: 'Open', closedNow: 'Closed',
    timeZone: 'Time zone', queues: 'Queues that keep these hours', from: 'from', to: 'to', endsNextDay: 'ends the next day', closed: 'Closed', addPeriod: 'Add a period', special: 'Days that differ',
    date: 'Date', addHoliday: 'Add a holiday', addWorkday: 'Add a workday',
  },
  offHours: {
    title: 'Who speaks off hours', what: 'What a shopper gets who asks for a person while the desk is closed or empty. While it is open and somebody is there, a person answers.',
    open: 'Open', closed: 'Closed', there: 'somebody is there', nobody: 'nobody is there', asAll: 'As every queue',
    class: { asked: 'Asked for a person', upset: 'Upset or a threat', complaint: 'Complaint', decision: 'A decision is needed', failure: 'The bot could not help' },
    who: { person: 'Waits for a person', bot: 'The bot goes on', 'leave-a-message': 'Leaves a message', both: 'Message, and the bot goes on' },
  },
  sla: {
    title: 'Answering times', what: 'How soon a shopper is answered, in business time, and what happens when it takes longer. Clocks that already run are not changed.',
    kind: { first: 'First answer', next: 'Every further answer', resolution: 'Solved' }, priority: 'Priority', target: 'Within', warn: 'Warn at', onBreach: 'When it is late', minutes: 'min', none: 'no clock',
    own: 'own', asAll: 'As every queue', escalation: { notify: 'tell the leads', raise: 'raise the priority', reassign: 'back to the queue' },
  },
  quickReplies: {
    title: 'Quick replies', what: 'Texts that agents insert with a slash. What stands in double braces is filled in from the conversation, in the shopper’s language.', variables: 'You can use:', add: 'Add a quick reply',
    shortcut: 'Shortcut', textEn: 'Text in English', textZh: 'Text in Chinese',
  },
  tags: { title: 'Tags', what: 'What agents can put on a conversation, to find it again and to count.', add: 'Add a tag', colour: 'Colour' },
  team: {
    title: 'Team', what: 'What your agents may do by themselves, and whose shoppers are whose.', refundTitle: 'Refunds', refundLimit: 'Agents give back at most', refundWhat: 'In the currency of the order, for each deed; more is for leads. Cancelling counts what is paid back.', shipped: 'as shipped', reset: 'As shipped',
    accountsTitle: 'Whose shoppers', accountsWhat: 'Shoppers who write to an account listed here are that team’s; all others are {{home}}’s. It counts from their next request for a person on.', channel: 'Channel', account: 'Account', of: 'Team', add: 'Add an account',
  },
  people: {
    title: 'People', what: 'Who may sign in to the desk. A change of role or team signs the person out at once.', add: 'Add a person', role: 'Role', team: 'Team', languages: 'Languages', languagesWhat: 'The one read best first: en, zh',
    capacity: 'Conversations at a time', skills: 'Skills (none: everything)', level: { none: '–', junior: 'junior', middle: 'middle', senior: 'senior' }, disabled: 'may not sign in', demo: 'demo', seen: 'last seen {{at}}', neverSeen: 'never signed in',
    disable: 'Switch off', enable: 'Switch on', reset: 'New password', endSessions_one: 'End {{count}} session', endSessions_other: 'End {{count}} sessions', password: 'The password of {{name}}, shown this once:',
  },
  audit: {
    title: 'Record of deeds', what: 'Who did what. The rows are sealed into a chain within a second; `npm run audit:verify` proves that none was changed or taken away.', chain: '{{count}} sealed, ends in', older: 'Older',
    agent: 'Who', deed: 'What', at: 'When', conversation: 'Conversation', detail: 'Details', seal: 'No.', system: 'the system',
  },
}
