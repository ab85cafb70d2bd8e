// English as it is typed in a hurry: letters and figures for words ("b4", "cxl"), and what Lagos and Manila put among them ("abeg", "magkano"). What a slip of the finger cannot explain stands here; the rest is the spelling's business.

/** The text with its shorthand spelled out; everything else as it was. */
export function spelledOut(text: string): string {
  const figured = /\d/.test(text) ? text.replace(FOR_FIGURES, (written) => FIGURES[written.toLowerCase()]!).replace(TWO, '$1 to').replace(FOUR, 'for') : text
  return figured.replace(SLASHED, (written) => SLASHES[written.toLowerCase()]!).replace(WORDS, (written) => words.get(written.toLowerCase()) ?? written)
}

const FIGURES: Record<string, string> = {
  b4: 'before', l8: 'late', l8r: 'later', gr8: 'great', m8: 'mate', w8: 'wait', w8ing: 'waiting', str8: 'straight', upd8: 'update', sm1: 'someone', '2day': 'today', '2moro': 'tomorrow', '2morrow': 'tomorrow', '2mrw': 'tomorrow',
  '2nite': 'tonight', any1: 'anyone', some1: 'someone', no1: 'no one', every1: 'everyone', '4got': 'forgot',
}
const FOR_FIGURES = new RegExp(`(?<![\\p{L}\\p{N}])(?:${Object.keys(FIGURES).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
/** "how 2 rtn", "ship 2 aus", but "want 2 mugs". */
const TWO = /(?<!\p{L})(how|where|ship|shipping|deliver|dlvr|delivery|supposed|sposed|able|going|trying|back) 2(?= \p{L})/giu
const FOUR = /(?<=\p{L} )4(?= (?:u|me|my|it|a|the|this|dis|that|now)(?!\p{L}))/giu

const SLASHES: Record<string, string> = { 'w/o': 'without', 'w/': 'with', 'u/d': 'update', 'p&p': 'postage', 'p & p': 'postage', 'c.o.d': 'cash on delivery', 'c/o': 'care of', 'a/c': 'account' }
const SLASHED = /(?<![\p{L}\p{N}])(?:w\/o|w\/|u\/d|p ?& ?p|c\.o\.d|c\/o|a\/c)(?![\p{L}\p{N}])/giu

const LIST = `cancel: cxl cncl canx cnx
cancelled: cxld cxled cncld
return: rtn retn retrn
returns: rtns
refund: rfnd rfd
refunded: rfnded
exchange: xchg xchange exch
order: ord ordr odr
ordered: ordrd
orders: ords
delivery: dlvry dlv delvry
deliver: dlvr delvr
delivered: dlvrd dlvd delvd
shipped: shpd
shipping: shpg shppng
package: pkg pckg pkge
packages: pkgs
parcel: prcl pcl
size: sz
available: avl avlbl avbl avlable
product: prod prdct
products: prods
quantity: qty qnty
amount: amt
account: acct accnt
password: pw pwd passwd pswd pswrd
address: addy addr addrs
receipt: rcpt recpt
received: rcvd recd rcd
receive: rcv
customer service: csr custserv
customer: cust
tracking: trkng trk trkg
status: sts stts
reference: refno
opening hours: hrs
open: opn
out of stock: oos
back in stock: bis
where is my order: wismo
out for delivery: ofd
international: intl
coupon: cpn
voucher: vchr
discount: dscnt disct
payment: pymt pmt pymnt
transaction: txn trnsctn
guarantee: gtee
dimensions: dims
manager: mngr mgr
business days: bdays
where: whr saan
when: whn kelan kailan
what: wot wetin
what's: wots
how: hw
will: wil
can: cn pwede pwde
can't: cnt
don't: dnt
have: hv
haven't: hvnt
should: shd
take: tk
work: wrk
back: bk
stock: stk
long: lng
from: frm
this: dis ths
that: dat tht
reply: rply
wrong: wrng
colour: clr
locked: lckd
included: incl
measurements: meas msrmnts
price: rrp msrp
weeks: wks
agent: agnt
please: abeg
sir: oga
you all: una
how much: magkano mgkano
`.trim()
const words = new Map(LIST.split('\n').flatMap((line) => {
  const [word, shorts] = line.split(': ') as [string, string]
  return shorts.split(' ').map((short) => [short, word] as const)
}))
const WORDS = new RegExp(`(?<![\\p{L}\\p{N}'&@.])(?:${[...words.keys()].join('|')})(?![\\p{L}\\p{N}'&@])`, 'giu')
