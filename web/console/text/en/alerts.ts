/** The words of the alerts. */
export const alertsEn = {
  label: 'Alerts', muted: 'Alerts, sound off', sound: 'Sound', afterPress: 'Sounds from your first press on this page on.', volume: 'Volume', tryOut: 'Play it',
  notify: 'Browser notifications', notifyWhat: 'Shown while nobody looks at the desk.',
  permission: { default: 'The browser will ask you.', denied: 'Not allowed in the browser’s settings for this page.', none: 'This browser has none.' },
  offer: 'Offered to you', accept: 'Take it', decline: 'Let it pass', declined: 'Goes to the next one', left: 'Time left', seconds: '{{count}} s', others_one: '{{count}} more offer', others_other: '{{count}} more offers',
  awayTitle: 'You were set away', awayWhat: 'Several offers in a row went by without an answer. They go to your colleagues now.', back: 'I am back',
  say: {
    'set-away': 'You were set away: offers went by without an answer', 'agent-away': '{{name}} was set away: offers went by without an answer',
    offer: '{{name}} is offered to you', waiting: '{{name}} waits for a person', again: '{{name}} is still waiting', returned: '{{name}} came back to the queue', wrote: '{{name}} has written to you',
    'sla-soon': 'The answer to {{name}} is due soon', 'sla-late': 'The answer to {{name}} is late', mention: '{{name}} named you in a note', left: '{{name}} has left a message',
  },
}
