// Hard words that are no anger: "rubbish bins", "damn, these are gorgeous", "is this a scam?", 「垃圾袋」, 「卧槽太好看了」.
import type { Language } from '../../core/conversation/words.ts'
import { orEnglish } from '../language.ts'

interface Harmless {
  /** Phrases in which a hard word is a thing, a question, somebody else's feeling or one that has passed. */
  phrases: RegExp
  /** Curses turn into praise beside these … */
  praise: RegExp
  /** … and are at oneself beside these. */
  ownFault: RegExp
  /** What takes praise back: "thanks, but where is it!!!" */
  doubt: RegExp
}

const FAMILY = '(?:wife|husband|partner|boyfriend|girlfriend|fianc[ee]e?|mum|mom|mother|dad|father|son|daughter|kids?|children|boss|sister|brother|friend|roommate|flatmate|nan|gran|grandma|grandson|dog|cat|baby|toddler|colleague|team)s?'
const FELT = '(?:mad|furious|angry|annoyed|upset|livid|fuming|raging|disappointed|frustrated)'
const VERY = '(?:so |really |very |pretty |quite |a bit |a little |absolutely |rather )?'
const CHEAT = '(?:scam(?:mers?|s)?|fraud(?:s|ulent|sters?)?|crooks?|con|rip[- ]?off|dodgy)'

const ENGLISH = {
  phrases: [
    // Things that are sold, and names.
    '(?:rubbish|trash|garbage) (?:bins?|bags?|cans?|chutes?|disposal|liners?|sacks?)', 'court (?:shoes?|heels?|pumps?)', '(?:joke|gag) (?:gifts?|presents?|mugs?|books?)', '(?:angry|grumpy) (?:birds?|cats?|dogs?|bears?|faces?)', 'dumb ?bells?', 'crap (?:bag|detector)',
    "world'?s (?:worst|okayest) \\w+", 'fraud (?:protection|alerts?|checks?|detection|department|team|prevention|filters?|warnings?)', '(?:complaints?|claims?|disputes?) (?:form|address|procedure|process|department|e?-?mail|page|policy|notice)(?= (?:for|is|on|of|at)|\\?|$)', 'what (?:happens|if|would happen) (?:if |when )?i (?:dispute|raise|file|open|charge) ',
    // Of oneself and one's own.
    '(?:stupid|dumb|silly|daft|idiotic|noob) (?:question|mistake|of me|me|thing to ask|typo)', `(?:my|our|his|her|that) (?:idiot|stupid|useless|dumb|clumsy|crazy|rude|angry) (?:\\w+ )?${FAMILY}`, "(?:sorry|hate|don'?t (?:want|mean)) to (?:be|sound|seem)(?: such)? (?:a |an )?(?:pain|rude|nuisance|bother|idiot|annoying|stupid|difficult|pushy)", "(?:i|i'd|i would|we) (?:really )?hate to (?:bother|ask|trouble|be|miss|lose|say|bug|nag|part|wait)",
    '(?:sorry|apologies|apologise|apologize) (?:for|about) (?:the |my |all |being )?(?:many |caps|shouting|yelling|rude|ranting|rant|earlier|tone|swearing|outburst|angry)',
    // Somebody else's, or over.
    `${FAMILY} (?:is |was |are |were |got |gets |will be |would be |'?s )?(?:going to be |gonna be )?${VERY}(?:${FELT}|hates?|hated)(?! (?:at|with) (?:you|u|this shop|your))`, `(?:was|were|got|been) ${VERY}${FELT}(?=.{0,60}(?:sorted|fixed|solved|resolved|all (?:good|fine)|fine now|thank|thx|happy now|better now|made up for))`,
    // Asked, heard of, warded off.
    `(?:is|isn'?t|are|was|aren'?t) (?:that|this|it|you|u|they|your|the|these)(?: \\w+){0,4}? (?:a |an |some kind of )?${CHEAT}(?! (?:or what|artist))`, `(?:legit|real|genuine|safe|official) or (?:just )?(?:a |an )?${CHEAT}`, `(?:told me|said|says?|heard|read|think|thinks|thought|saying)(?: that)? (?:you|u|this|it|the|your)(?: \\w+){0,3} (?:is|are|were|was|looks like|might be)(?: a| an)? ${CHEAT}`,
    `(?:how|where) (?:do|can|would|could) (?:i|we|one) (?:know|tell|be sure|check|make sure)(?: \\w+){0,6} ${CHEAT}`, `(?:fell for|afraid of|scared of|worried about|victim of|avoid|reporting|report|got|received|spotted) (?:a |an |another |any )?(?:\\w+ )?${CHEAT}`, `${CHEAT} (?:texts?|calls?|e-?mails?|messages?|links?|sites?|websites?|alerts?|pages?)`,
    // Waited for with joy, counted with joy.
    '(?:been waiting|waited|waiting) (?:\\w+ ){0,3}?for (?:this|the|a|your|that) (?:\\w+ )?(?:sale|restock|launch|drop|release|colou?r|size|discount|offer|collection)', '(?:\\w+ )?(?:weeks?|months?) for the (?:restock|sale|launch|release)', '(?:second|third|fourth|fifth|2nd|3rd|4th|5th|10th|tenth) (?:time (?:buying|ordering|shopping|i(?:\'?m| am|\'?ve) (?:buy|bought|order)\\w*)|order this|pair|one i)',
    'not (?:too |so |half )?(?:bad|shabby)', "can'?t (?:really )?complain", 'no complaints?', '(?:ridiculous|unbelievabl[ey]|insane|shocking|stupid|crazy|unreal|absurd)(?:ly)? (?:how )?(?:good|great|comf\\w+|soft|cheap|fast|quick|nice|cute|quality|service,? (?:thank|love)|well|pretty|easy|helpful|value)', 'lawyer (?:costume|bag|outfit|robe|gift|mug)s?', "(?:me|it'?s me) again(?: with)?", 'what a (?:lovely|nice|great|wonderful|beautiful|sweet|pleasant|cute)',
    '(?:how long|do i|will i|must i) (?:do i )?have to wait (?:for|till|until) (?:the |a |my |your )?(?:\\w+ ){0,3}(?:back in|to come back|restock|sale|size|colou?r)', 'how long do i have to wait for (?:the |a )?(?:size|colou?r|restock|new)',
  ].join('|'),
  praise: 'gorgeous|beautiful|pretty|cute|love|loving|lovely|nice|amazing|awesome|brilliant|perfect|good|great|fast|quick|comfy|comfortable|stunning|fantastic|cool|fire|yes+|yeah|yay|finally arrived|it (?:came|arrived)|already here|thank|thanks|legend|best|bargain|cheap|wow|delicious|soft|fits|excited|happy|obsessed|worth it|adorable|legit love',
  doubt: "but|where|when|why|not|never|no|still|nobody|yet|again|isn'?t|don'?t|didn'?t|hasn'?t|waiting|refund|money",
  ownFault: "i(?:'ve| have)? (?:just |totally |completely |also )?(?:forgot|forgotten|ordered|bought|lost|clicked|pressed|put|typed|chose|picked|missed|entered|deleted|broke|dropped|spilled|spilt|need)|my (?:own )?(?:bad|fault|mistake|stupidity)|wrong button|where did i",
}

const CHINESE = {
  phrases: [
    '(?:冒充|假冒|冒名|仿冒).{0,12}(?:诈骗|骗人|骗钱|骗子|骗)', '(?:是不是|会不会(?:是)?|不会(?:是|又是)?|该不会是|是否)(?:个|一家)?(?:骗子|诈骗|骗人|骗我|骗局|黑店|骗)', '(?:怎么|如何|怎样)(?:证明|知道|确定|确认|保证|辨别|分辨).{0,10}(?:骗子|骗人|骗我|诈骗|骗)', '(?:说|讲|听说|网上说|有人说).{0,8}(?:骗子|骗人|诈骗|黑店)(?=.{0,6}(?:吗|么|真的|是不是|[?]))', '(?:怕|担心|防|别|谨防|预防|警惕)(?:被|是|又被)?(?:骗子|诈骗|坑|骗)(?:了|我)?(?=哦|呀|啊|哈|,|。|$|电话)', '(?:你们|这家|这个|店铺|网站)?是(?:骗子|诈骗|骗人的)(?:吗|么|嘛)',
    '(?:帮|麻烦|能|可以|请|想|要)(?:忙|我|你|您)?.{0,3}催(?:一下|下|促|一催|催)', '为(?:啥|什么|何).{0,4}(?:给|有|留|打).{0,5}差评', '(?:有|没有?|几个|多少|看(?:到|见|了)?|那些|这些|追评|评论里?)(?:的|人|条|个)?差评', '差评(?:多|少|率|里|都说|说|是真|真实)',
    '(?:我|孩子|宝宝|老人|本人)?(?:最|超|比较|特别|很)?讨厌(?!你|你们|这店|死|的客服).{1,10}(?=的|味|料|,|会|吗|有)', '还不(?:错|赖|急|知道|确定|清楚|会|懂|够)', '又(?:来)?(?:打扰|麻烦|烦|叨扰)(?:你|您|了|到)?', '又是我|法院(?:附近|旁边|对面|那边|门口)|律师袍|又(?:断货|卖完|没货|缺货)了?|投诉(?:电话|邮箱|渠道|入口|流程)(?=是|在|有|怎|$|多)|又来(?:买|了|啦|回购|下单|光顾|看看)', '呵呵哒|哈哈呵呵',
    '等了.{1,8}(?:终于|总算).{0,8}(?:打折|补货|上新|降价|活动|到(?:了|货)|有货|开售|便宜)', '(?:老公|老婆|男朋友|女朋友|对象|我妈|我爸|妈妈|爸爸|婆婆|孩子|儿子|女儿|宝宝|老板|同事|室友|闺蜜|猫|狗)(?:都|很|有点|又|会|要|快)?(?:生气|发火|气死|不高兴|不满意|失望|嫌)', '(?:昨天|前天|刚才|之前|上次|开始|本来)(?:还|有点|很|挺)?(?:生气|火大|不满意|失望|误会|着急)(?=.{0,20}(?:解决|好了|谢谢|没事|误会|满意))', '(?:误会|错怪)(?:你们|您|了)',
    '(?:问个?|提个?)(?:傻|蠢|笨)问题', '(?:傻|笨|蠢)(?:弟弟|妹妹|儿子|老公|哥哥|姐姐|孩子|狗|猫)', '手(?:滑|抖|残|贱).{0,4}(?:拍|点|选|买|下)错', '(?:气死|无语|笑死|服了|晕)(?:我了|死了|了)?,?(?=.{0,4}(?:我|自己|又?手|忘).{0,6}(?:拍|选|买|填|点|写|下|记|忘|弄)(?:错|了|大|小|反))', '(?:便宜|好看|划算|舒服|可爱|快|香|软|好吃|好用|美)(?:得|到)(?:离谱|爆|炸|哭|疯|犯规|过分)', '(?:香|美|爱|喜欢|可爱|好看|开心|高兴)(?:死|炸|疯|爆)(?:了|我|你)?', '再也不(?:用|怕|愁)', '不会(?:再)?(?:去|买|选)别(?:家|人)', '怒(?:买|囤|入|下单|冲|赞)', '疯狂(?:心动|种草|安利|推荐|囤)',
  ].join('|'),
  praise: '好看|可爱|漂亮|喜欢|美|香|好吃|好用|舒服|划算|便宜|这么快|好快|真快|太快|神速|到了|棒|赞|绝了|爱了|高级|惊艳|合适|真好|太好|哈哈|谢谢|开心|高兴|终于(?:到|有货|补货|等到)|等不及|捡到宝|期待|值',
  doubt: '但|可是|不过|没|不(?!错|愧|及)|怎么|为什么|为啥|什么时候|何时|还要|退|又|坏|错|碎|少',
  ownFault: '我(?:又|居然|竟然|不小心)?(?:忘|拍错|选错|买错|填错|点错|写错|下错|手滑)|忘记?(?:用|领|填|选|改|了)|(?:拍|选|买|填|点|写)(?:错|大|小|反|重)|手滑|我的错',
}

const LISTS: Record<string, Harmless> = { en: compile(ENGLISH, '(?<![a-z0-9])', '(?![a-z0-9])'), zh: compile(CHINESE, '', '') }

function compile({ phrases, praise, ownFault, doubt }: Record<keyof Harmless, string>, before: string, after: string): Harmless {
  return { phrases: new RegExp(`${before}(?:${phrases})${after}`, 'g'), praise: new RegExp(`${before}(?:${praise})${after}`), ownFault: new RegExp(`${before}(?:${ownFault})`), doubt: new RegExp(`${before}(?:${doubt})${after}`) }
}

/** What is harmless in a language; English for one that has no list. */
export function harmlessFor(language: Language): Harmless {
  return orEnglish(LISTS, language)
}
