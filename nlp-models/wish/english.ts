// An explicit wish for a person, or for a call, in English words.
import type { WishWords } from './words.ts'

const KIND = '(?:real|live|actual|living|proper|human|genuine|different|senior|customer|support|service|sales|care|shop|store|fellow)'
const ROLE = '(?:humans?(?: beings?| agents?)?|hooman|persons?|agents?|rep(?:resentative)?s?|operators?|advis[oe]rs?|managers?|supervisors?|employees?|colleagues?|staff(?: members?)?|team ?leader|member of (?:the |your )?(?:staff|team)|team member|(?:customer )?(?:service|support|care) (?:agent|person|rep|team|desk)|customer (?:service|support|care))'
/** Not a human hair brush, nor an agent to sign for it. */
const ENDS = "(?![\\w'-]| (?:hair|sized?|chair|desk|discount|who|that (?:is|has|was|likes)|rights|numbers?|phone|e-?mails?|address|hours|line|times?|website|off\\b|behind|to (?:sign|deliver|collect|pick|install|carry|lift|build|fit|clean|wear|use|play)))"
const SOMEBODY = '(?:some ?(?:one|body)|any ?(?:one|body))'
const PEOPLE = '(?:real|live|actual|living|human) (?:people|one)'
const ARTICLE = '(?:(?:a|an|the|any|some|your|ur|one of (?:your|the)|another|the next) )?'
const ONE = `${ARTICLE}(?:(?:${KIND} ){0,2}${ROLE}|${PEOPLE})${ENDS}`
const ONE_OR_SOMEBODY = `(?:${ONE}|${SOMEBODY}(?![\\w'-]| else's))`
const SOFT = '(?:(?:really|just|only|also|still|now|please|pls|honestly|actually|simply|finally|very much|even|quickly) ){0,4}'

const LEADS = [
  "(?:want|wants|wanna|need|needs|like|rather|prefer|demand|wish|wishing|have|got|able|possible|trying|hoping|going|gonna|way|chance|time|get|insist on being able|asking|ready|here|allowed|tried|wanted|asked|managed|came|called) (?:to )?", 'wanna ', "(?:can(?:'?t|not)?|couldn'?t|could|may|might|do|shall|should|must) (?:i|we|my \\w+) ", "(?:let|have|lemme) (?:me |us )?", "(?:i|we)(?:'ll|'d| will| would)(?: rather)? ", '(?:please|pls|plz|just) ', '^', 'so i can ',
].join('|')
const TALK = `(?:${LEADS})${SOFT}(?:talk|tallk|speak|speek|chat|be (?:connected|transferred|put through|passed|forwarded)|get through|have a (?:word|chat))(?: (?:directly|now|again|live|on the phone|in person))? (?:to|with) ${ONE_OR_SOMEBODY}`
const PASS = `(?:connect|transfer|put|pass|hand|forward|patch|redirect|switch|route) (?:me|us|this|it|my (?:case|chat|order|problem|issue))(?: (?:on|over|through|along|straight|back|directly))? (?:to|with|through to) ${ONE_OR_SOMEBODY}`
const WANT = `(?<!you )(?:want|wants|wanna|need|needs|(?:would|'d) (?:really )?(?:like|love|prefer|rather have)|prefer|demand|request(?:ing)?|insist on|asking for|asked (?:you )?for|let me have) ${SOFT}${ONE}`
const GIVE = `(?:get|give|gimme|fetch|bring|find|send|put) (?:me |us |in |on )?${SOFT}${ONE}`
const LEAVE = `(?:let|have|make|can|could|would|will) ${ONE} ${SOFT}(?:please )?(?:look|handle|take|deal|help|sort|answer|read|check|do|jump|step|join|talk|speak|come|reply|respond|review)`
const THERE = `(?:is|are|isn't|aren't) there (?:not )?${ONE}|(?:any|no) (?:real |actual |live |living )?(?:humans?|agents?) (?:available|around|there|online|free|here)`
const ESCALATE = `escalate (?:this|it|me|my (?:case|complaint|issue|problem))(?: (?:now|please|to ${ONE_OR_SOMEBODY}))?`
const ANSWER = `(?:need|want|get|like|prefer|for) (?:an? |some |any )?(?:proper |real )?(?:answer|reply|response|help|assistance) (?:from|by|of) ${ONE}`
const BOT = '(?:(?:chat ?)?bots?|robots?|machines?|ai|automated \\w+)'
const NO_BOT = `(?:(?<=^|^please |^i said |want |need )not|no|enough of|enough|stop (?:with )?|fed up with|sick of|tired of|done with|skip)(?: (?:a|an|the|this|these|your|stupid|any|more|talking to|chatting with|with)){0,5} ${BOT}(?: (?:please|pls|any ?more|again|anymore|thanks|thank you|nonsense))*[ !.]*$`
const NOT_TO_BOT = `(?:don'?t|do not|not|won'?t|refuse to|hate|rather not) (?:want to |wanna |like to |wish to |going to |like )?(?:talk|talking|speak|speaking|chat|chatting|deal|dealing|type|typing)(?: any ?more)? (?:to|with) (?:a |an |the |this |your |some )?(?:stupid |dumb |useless )?${BOT}`
const BARE = `^(?:(?:ok|okay|so|just|now|then|well|hello|hi|hey|please|pls|only|a|an|the|not you) )*(?:(?:(?:real|live|actual|living|human) )+(?:person|human|agent|being|people|operator|rep)|humans?|hooman|${ROLE} (?:please|pls|plz|now|asap))(?: (?:please|pls|plz|now|asap|thanks|thank you|here|already|instead|this time|urgently|immediately))*[ !.?]*$`

const PLEASE = `(?<!\\b(?:the|your|cleaning|and) )(?:(?:a|an|real|live|human) )*(?:humans?|person|agent|operator|rep(?:resentative)?|manager|supervisor) (?:please|pls|plz|asap)[ !.?]*$`

const CALLER = `(?:${SOMEBODY}|(?:a|an|the|your|one of your|one of the) (?:\\w+ )?(?:person|human|agent|rep|representative|manager|supervisor|colleague|team)|one of (?:you|them)|you|u|you guys)`
const CALLS = '(?:call|phone|ring|telephone)(?: me| us)(?: up)?|give (?:me|us) a (?:call|ring|bell|buzz|call ?back)|(?:get back to|contact) me by (?:phone|telephone)'
/** Not "call me Ana", and not the courier. */
const AFTER_CALL = '(?=$|[ ,.!?]*$| (?:back|please|pls|now|later|today|tonight|tomorrow|on|at|asap|instead|about|when|this|in|after|before|between|regarding|right|urgently|first|if|once|soon|and|or|to|so|thanks|for|because|rather)\\b)'
const CALL_ME = `(?:(?:can|could|would|will|please|pls|plz|have|get|ask|want|need|like|let|tell|may|expect)(?: i)?(?: (?:please|kindly|to have))? (?:${CALLER} )?(?:please |just |to |kindly |maybe |possibly )*|^(?:(?:please|pls|plz|just|and|so|ok|then) )*(?:${SOMEBODY} (?:please |just )?)?)(?:${CALLS})${AFTER_CALL}`
const CALL_BACK = "(?:want|need|like|request|get|have|arrange|schedule|book|prefer) (?:a |to (?:get|have|request) a )?(?:call ?back|phone call|ring back|return call)"

const NEGATED = "(?:don'?t|do not|didn'?t|did not|doesn'?t|wouldn'?t|would not|not|never|no need|needn'?t|without|instead of|rather than|rather not|hate|avoid|no one|nobody|stop|unless i|have to|must i|should i)"
const BETWEEN = '(?:(?:really|even|actually|necessarily|want|need|have|having|like|wish|to|think|i|feel|just|yet|be|asked|asking|for|going|gonna|ask|you|trying|me|let|being|a|an|the) ?){0,5}'

export const ENGLISH: WishWords = {
  hint: /human|hooman|person|people|agent|\brep|operator|advis|manager|supervisor|employee|colleague|staff|team|service|support|\bcare\b|some ?(?:one|body)|any ?(?:one|body)|bot|machine|\bai\b|automated|escalate|call|phone|\bring\b|\b(?:bell|buzz)\b/i,
  breaks: /[.!?;,:\n…—]+(?:\s|$)|\s[-–]+\s|\s(?:but|so|and then|and|then|or else|because|cause|cos|however)\s/,
  ask: new RegExp([TALK, PASS, WANT, GIVE, LEAVE, THERE, ESCALATE, ANSWER, BARE, PLEASE].map((one) => `(?:(?<![\\w'])(?:${one}))`).join('|'), 'i'),
  noBot: new RegExp(`(?<![\\w'])(?:${NO_BOT}|${NOT_TO_BOT})`, 'i'),
  callBack: new RegExp(`(?<![\\w'])(?:${CALL_ME}|${CALL_BACK})`, 'i'),
  told: new RegExp(`(?<![\\w'])(?:talked|spoke|spoken|chatted|(?:was|were) (?:talking|speaking|chatting)|had a (?:chat|word|call)|heard (?:back )?from)(?: (?:to|with|from))? ${ONE_OR_SOMEBODY}`, 'i'),
  takenBack: /\b(?:necessary|needed|cancel|no longer|actually|found|sorted|solved|misunderstanding|mistake|accident|wrong button|joking|someone else|superfluous|never ?mind|stop that|i'?m good|stick with|carry on|prefer you|the bot (?:had|is|was))\b/i,
  needless: /(?<!how )\b(?:do|must|should|would) (?:i|we)(?: really| even| always)? (?:have to |need to )?(?:talk|speak|chat)\b/i,
  /** Directly before the wish. */
  denied: new RegExp(`(?<!\\bwhy )(?<![\\w'])(?:${NEGATED} ${BETWEEN}|(?:no|no longer|no more|refus(?:ed|es) to|wouldn'?t let me|won'?t let me|(?<!how )(?:do|must|should|would) (?:i|we)(?: really| even| always)?) )$`, 'i'),
  deniedBehind: /^ (?:is|isn'?t|was) (?:not |n't )?(?:needed|necessary|required)|^ (?:isn'?t|not|no longer) /i,
  /** What stands before all of it in the same part, or is the part before. */
  condition: /^(?:(?:and|but|well|ok|okay|maybe|perhaps) )*(?:if|unless|in case|otherwise|or else|should (?:it|this|that)|once (?:it|this|that|i|you|the|we)|as long as|when (?:it|this|that|you))\b(?! (?:possible|you (?:don'?t |do not )?mind|(?:that|it)(?:'?s| is) (?:ok|okay|possible|alright|all right)|i may|i could))/i,
  conditionBehind: /^.{0,40}?\b(?:if|unless|in case|once|as soon as|when) (?!(?:possible|you (?:don'?t |do not )?mind|(?:that|it)(?:'?s| is) (?:ok|okay|possible|alright|all right)|there(?:'?s| is|'?re| are)|you have|one|any|i may|i could|at all|available|they|you guys|he|she|i(?:'m| am| get| have| can)))(?:this|that|it|you|nothing|the|we|my)\b/i,
  /** Told of another time: the wish is not of now. */
  past: /\b(?:yesterday|last (?:week|month|time|year|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|the other day|(?:days?|weeks?|hours?|months?) ago|before i (?:ordered|bought)|earlier today|this morning)\b/i,
  pastLead: /\b(?:was|were|had|tried|wanted|asked|managed|got|did|told|said|promised|supposed|needed|could|couldn'?t|spoke|called|waited)\b/i,
  somebodyElse: /\b(?:driver|courier|delivery (?:man|guy|person|company|driver)|postman|carrier|dhl|ups|fedex|before (?:deliver|they come|coming|arriving)|when (?:it|the (?:parcel|order|package)|my (?:parcel|order|package)) (?:arrives|comes|is|gets))\b/i,
}
