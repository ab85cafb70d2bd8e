/** The words of the search. */
export const searchEn = {
  label: 'Search', words: 'What was said', go: 'Search', close: 'Back to the lists', more: 'Order, shopper, tag, date …', less: 'Fewer fields',
  orderNumber: 'Order number', shopper: 'Shopper', state: 'State', from: 'From', to: 'To',
  begin: 'Find a conversation again', beginWhat: 'By words that were said, by order number, shopper, tag, state or date. Your team’s conversations only.',
  found_one: '{{count}} found', found_other: '{{count}} found', foundSoFar_one: '{{count}} found so far', foundSoFar_other: '{{count}} found so far',
  none: 'Nothing found', noneWhat: 'Try fewer words, or a longer time.', until: 'Looked back to {{date}}', further: 'Look further back',
}
