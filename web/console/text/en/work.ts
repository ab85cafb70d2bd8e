/** The words of the card's deeds. */
export const workEn = {
  factSaved: 'Corrected', correct: 'Correct: {{fact}}', emptyRemoves: 'Empty takes it away', tags: 'Tags', editTags: 'Tags', shopperNotes: 'About the shopper', addNote: 'Add a note about the shopper', removeNote: 'Take this note away',
  afterwards: 'Afterwards', complaintClass: 'Complaint', survey: 'How it was', noAnswer: 'not answered', followUp: 'Follow-up',
  class: { 'product-quality': 'Product quality', logistics: 'Delivery', 'after-sales-service': 'After-sales service', payment: 'Payment', 'order-handling': 'Order handling', 'false-advertising': 'False advertising' },
  followUpState: { planned: 'planned', asked: 'asked', well: 'all well', unwell: 'not well', met: 'talked to somebody before', 'passed-on': 'became a task', dropped: 'dropped' },
  promise: {
    broken: 'Overdue', dueSoon: 'Due soon', kept: 'Kept', 'kept-late': 'Kept late', dropped: 'Dropped', keep: 'Kept', move: 'Move', drop: 'Drop', done: 'Noted', until: 'New time', why: 'Why',
  },
  shop: {
    title: 'Ask the shop', 'approve-return': 'Approve return', refund: 'Refund', exchange: 'Exchange', 'change-address': 'Change address', 'cancel-order': 'Cancel order', reason: 'Why (for the record)', address: 'New address',
    go: 'Do it', asked: 'The shop is asked; the shopper hears what comes of it', state: { queued: 'asked', done: 'done', refused: 'refused', unclear: 'unclear: look at the shop' },
  },
}
