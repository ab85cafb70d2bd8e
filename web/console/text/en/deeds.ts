/** The words of the deeds on the open conversation. */
export const deedsEn = {
  skills: 'Skills', reassign: 'Give to somebody else', watchedBy: 'read along by {{names}}',
  menu: {
    more: 'More', snooze: 'Put off …', wake: 'Take up again', finish: 'Talk is over, wrap up later', reopen: 'Open again', consult: 'Ask a colleague …', 'answer-consult': 'Answer the colleague …',
    promise: 'Note a promise …', reassign: 'Give to somebody else …', watch: 'Read along', unwatch: 'Stop reading along', close: 'Close without taking …',
  },
  snooze: {
    title: 'Put off', what: 'It takes no room until then, and comes back at once when the shopper writes.', until: 'Until', go: 'Put off', done: 'Put off', inHour: 'In an hour', inThreeHours: 'In three hours', tomorrow: 'Tomorrow at 9', nextWeek: 'In a week',
  },
  consult: {
    title: 'Ask a colleague', what: 'They see the conversation and answer you; it stays yours, and the shopper sees none of it.', who: 'Whom', absent: '{{name}} (not here now)', question: 'Question', go: 'Ask', done: 'Asked', answered: 'Answered',
    answerTitle: 'Answer the colleague', answerWhat: 'Only agents see it.', answer: 'Answer', answerGo: 'Answer',
  },
  promise: {
    title: 'Note a promise', what: 'It stands on the card, and you are reminded before the time is over.', kind: 'What kind', text: 'What was promised', due: 'Kept by', go: 'Note', done: 'Noted',
    kinds: { refund: 'Refund', delivery: 'Delivery', 'call-back': 'Call back', reply: 'Answer', replacement: 'Replacement', compensation: 'Compensation', other: 'Something else' },
  },
  close: { title: 'Close without taking', what: 'For spam, or what was answered elsewhere. The shopper is told that the conversation is closed.', go: 'Close' },
  nextStep: { label: 'What the bot does next', 'be-there': 'Answer what was asked last, else just be there', return: 'Go on with a return', parcel: 'Look for the parcel', order: 'Look at the order', payment: 'Help with paying', product: 'Help to choose' },
  wrapUp: { noComplaint: 'No complaint', summary: 'Summary', followUpAt: 'Ask again at', followUpText: 'About what', followUpHint: 'the exchange of the kettle', survey: 'Ask the shopper how it was' },
  sla: { left: '{{time}} left', late: '{{time}} late', paused: 'paused', seconds: 'seconds' },
  composer: {
    quick: 'Quick replies', noQuick: 'No quick reply of this name', missing: 'Fill in: {{names}}', suggestions: 'Suggested', attach: 'Attach a file', tooBig: '{{name}}: at most 5 MB.', wrongKind: '{{name}}: pictures and PDF only.', tooMany: 'At most 10 files.',
    removeFile: 'Take {{name}} away', mention: 'Name a colleague', lateDraft: 'Not sent: {{by}} had the conversation. What you wrote is kept here.', nobody: 'nobody', otherWrites: '{{name}} is writing here too.', known: 'You ask for what is known already: {{facts}}',
    left: '{{count}} characters left',
  },
  guard: {
    title: 'Look at this before it goes out', what: 'The guard stopped at these words.', warn: 'Take care', reason: 'Say why', block: 'Cannot be sent', instead: 'Say instead:', why: 'Why it must be said like this', send: 'Send it as it is', edit: 'Change it',
  },
  message: { edited: 'changed by the shopper', deleted: 'taken back by the shopper', before: 'Before: {{text}}', whisperTo: 'to {{name}} only', tryAgain: 'Try again', new: 'New', larger: 'Show larger' },
}
