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
  /** Marks that press beside these press for time, not in anger. */
  urgent: RegExp
  /** What takes praise back: "thanks, but where is it!!!" */
  doubt: RegExp
}

const FAMILY = '(?:wife|husband|partner|boyfriend|girlfriend|fianc[ee]e?|mum|mom|mother|dad|father|son|daughter|kids?|children|boss|sister|brother|friend|roommate|flatmate|nan|gran|grandma|grandson|dog|cat|baby|toddler|colleague|team)s?'
const FELT = '(?:mad|furious|angry|annoyed|upset|livid|fuming|raging|disappointed|frustrated)'
const VERY = '(?:so |really |very |pretty |quite |a bit |a little |absolutely |rather )?'
/** Whoever is not the shop: what they do is not done by us. */
const OTHERS = `(?:(?:the|my|our|this|another|some|a|that) (?:old|last|previous|former|other|usual|first|local) (?:shop|store|site|seller|supplier|company|brand|place|one)|(?:the|my|our) (?:bank|landlord|landlady|airline|airport|hotel|school|council|boss|neighbours?|neighbors?|builders?|plumber|ex|commute|job|doctor|vet|gym|other shop|mother in law|in laws)|${FAMILY}|(?:amazon|ebay|temu|shein|royal mail|customs|airlines?))`
const HARD = "(?:nightmare|useless|pain|awful|terrible|rude|furious|angry|mad|horrible|scam(?:med)?|cheat(?:ed|s)?|cheated me|the worst|ridiculous|stupid|hopeless|annoy(?:ing|ed|s)?|hates?|hated|shouting|ripped|robbed|wrecked|ruined|destroyed|nicked|stole|steals?|pissed off|fuming|livid|a joke|disaster|crap|shit|disappointed)"
const CHEAT = '(?:scam(?:mers?|s)?|fraud(?:s|ulent|sters?)?|crooks?|con|rip[- ]?off|dodgy)'

const ENGLISH = {
  phrases: [
    // Things that are sold, and names.
    '(?:rubbish|trash|garbage) (?:bins?|bags?|cans?|chutes?|disposal|liners?|sacks?)', 'court (?:shoes?|heels?|pumps?)', '(?:joke|gag) (?:gifts?|presents?|mugs?|books?)', '(?:angry|grumpy) (?:birds?|cats?|dogs?|bears?|faces?)', 'dumb ?bells?', 'crap (?:bag|detector)',
    "world'?s (?:worst|okayest) \\w+", 'fraud (?:protection|alerts?|checks?|detection|department(?! of my)|team|prevention|filters?|warnings?)', '(?<!small )(?:complaints?|claims?|disputes?) (?:form|address|procedure|process|department|e?-?mail|page|policy|notice)(?= (?:for|is|on|of|at)|\\?|$)', 'what (?:happens|if|would happen) (?:if |when )?i (?:dispute|raise|file|open|charge) ',
    '(?:shirt|tee|mug|card|book|poster|apron|sign|sticker|cap|hoodie|game|film|song|novel|badge)s? (?:saying|that (?:says|reads)|with|called|titled|named|about) .{0,40}', '(?:awful|terrible|horrible|shitty|stupid|rubbish|crap|rude) (?:job|day|week|weather|winter|cold|cough|commute|back|sleep|headache|hair|year|mattress at home)', 'take my money(?=[!. ]*$)', 'horrible histories', 'stupid(?:ly)? (?:simple|easy|hot|cold)', '(?:for|smelly|kitchen|garden|household|eat|food|take out the|sort(?:ing)?|my) (?:rubbish|trash|garbage)(?! (?:service|shop|shoes|company|order|parcel))', '(?:stop being|anger|angry|control(?:ling)? my|rage) (?:furious|angry|mad|issues|management|temper)', 'annoy (?:the|my|our) (?:neighbou?rs?|cats?|dogs?|kids|flatmates?|family|baby)',
    '(?:is|are|\'re|\'s) the shit(?! show)', 'shut up,? (?:that|this|free|really|no way|is it|it\'s)', 'right now(?= before)', 'police (?:toys?|cars?|costumes?|badges?|uniforms?|dogs?|officer costume|sets?|hats?)', '(?:works? (?:for|at|with)|joined|in) the police',
    // Read about, not written.
    '(?:read|saw|seen|found|heard|noticed|some|many|few|a lot of|those|these|other|any|several) (?:of )?(?:some |a few |many |the |several |your )?(?:bad|negative|terrible|awful|1|one)[ -]?(?:star )?(?:reviews?|ratings?)(?! (?:from|by) me)',
    // Of oneself and one's own.
    '(?:stupid|dumb|silly|daft|idiotic|noob) (?:question|mistake|of me|me|thing to ask|typo)', `(?:my|our|his|her|that) (?:idiot|stupid|useless|dumb|clumsy|crazy|rude|angry) (?:\\w+ )?${FAMILY}`, "(?:sorry|hate|don'?t (?:want|mean)) to (?:be|sound|seem)(?: such)? (?:a |an )?(?:pain|rude|nuisance|bother|idiot|annoying|stupid|difficult|pushy)", "(?:i|i'd|i would|we) (?:really )?hate to (?:bother|ask|trouble|be|miss|lose|say|bug|nag|part|wait)",
    '(?:sorry|apologies|apologise|apologize) (?:for|about) (?:the |my |all |being )?(?:many |caps|shouting|yelling|rude|ranting|rant|earlier|tone|swearing|outburst|angry)',
    `(?<!(?:think|thinks|saying|believe|because) )(?:i'?m|i am|im|i was|i'?ve been|i feel|felt) (?!not |no )(?:\\w+ ){0,3}?(?:idiot|moron|fool|stupid|dumb|daft|silly|clown|muppet|hopeless|useless)(?!.{0,50}(?:trust|believ|with you|your|from you|buy here|for order))`, "(?:sorry,? )?i(?:'ve| have)? (?:just |probably |also |must have )?(?:did|done|made|do) (?:something |a |the )?(?:really |so |very |pretty )?(?:stupid|dumb|silly|idiotic|daft)(?: thing| mistake)?",
    '(?:so |really |very |quite )?(?:hate|annoyed (?:with|at)|angry (?:with|at)|mad at|furious (?:with|at)|pissed off (?:with|at)|fed up with|disappointed (?:in|with)) (?:myself|me\\b)', "(?:u+gh+|a+r+gh+|grr+|damn|ffs|crap|shit|oh no|sigh)(?=[,.! ].{0,24}(?:my (?:own |bad|fault|fat|mistake|clumsy)|i(?:'ve| have)? (?:just |totally |accidentally |completely |only )?(?:forgot|left|lost|ordered the wrong|put (?:in )?the (?:wrong|old)|typed|clicked|deleted|dropped|spilled|broke|missed|threw)|i'?m such))",
    // Somebody else's, or over.
    `${OTHERS}(?:'s|'re| is| are| was| were| has| have| had| been| being| got| keeps?| just| really| so| such| a| an| me| my)* ${HARD}`, `(?:angry|furious|mad|annoyed|upset|disappointed|fed up|sick of) (?:at|with|of) ${OTHERS}`,
    `${FAMILY} (?:is |was |are |were |got |gets |will be |would be |'?s )?(?:going to be |gonna be )?${VERY}(?:${FELT}|hates?|hated)(?! (?:at|with) (?:you|u|this shop|your))`, `(?:was|were|got|been) ${VERY}${FELT}(?=.{0,60}(?:sorted|fixed|solved|resolved|all (?:good|fine)|fine now|thank|thx|happy now|better now|made up for))`,
    // Asked, heard of, warded off.
    `(?:is|isn'?t|are|was|aren'?t) (?:that|this|it|you|u|they|your|the|these)(?: \\w+){0,4}? (?:a |an |some kind of )?${CHEAT}(?! (?:or what|artist))`, `(?:legit|real|genuine|safe|official) or (?:just )?(?:a |an )?${CHEAT}`, `(?:told me|said|says?|heard|read|think|thinks|thought|saying)(?: that)? (?:you|u|this|it|the|your)(?: \\w+){0,3} (?:is|are|were|was|looks like|might be)(?: a| an)? ${CHEAT}`,
    `(?:how|where) (?:do|can|would|could) (?:i|we|one) (?:know|tell|be sure|check|make sure)(?: \\w+){0,6} ${CHEAT}`, `(?:fell for|afraid of|scared of|worried about|victim of|avoid|reporting|report|got|received|spotted) (?:a |an |another |any )?(?:\\w+ )?${CHEAT}`, `${CHEAT} (?:texts?|calls?|e-?mails?|messages?|links?|sites?|websites?|alerts?|pages?)`,
    // Waited for with joy, counted with joy.
    '(?:been waiting|waited|waiting) (?:\\w+ ){0,3}?for (?:this|the|a|your|that) (?:\\w+ )?(?:sale|restock|launch|drop|release|colou?r|size|discount|offer|collection)', '(?:\\w+ )?(?:weeks?|months?) for the (?:restock|sale|launch|release)', '(?:second|third|fourth|fifth|2nd|3rd|4th|5th|10th|tenth) (?:time (?:buying|ordering|shopping|i(?:\'?m| am|\'?ve)? ?(?:buy|bought|order)\\w*)|order this|pair|one i)',
    'not (?:too |so |half )?(?:bad|shabby)', "can'?t (?:really )?complain", 'no complaints?', '(?:ridiculous|unbelievabl[ey]|insane|shocking|stupid|crazy|unreal|absurd)(?:ly)? (?:how )?(?:good|great|comf\\w+|soft|cheap|fast|quick|nice|cute|quality|service,? (?:thank|love)|well|pretty|easy|helpful|value)', '(?:lawyers?|solicitors?|attorneys?|police officers?|judges?)(?:,)? (?:and|so|who) (?:wants?|needs?|likes?|loves?|would|has to|is looking)', 'lawyer (?:costume|bag|outfit|robe|gift|mug)s?', "(?:it'?s|hi|hello|hey|sorry)[, ]+me again", 'me again with', 'what a (?:lovely|nice|great|wonderful|beautiful|sweet|pleasant|cute)',
    '(?:how long|do i|will i|must i) (?:do i )?have to wait (?:for|till|until) (?:the |a |my |your )?(?:\\w+ ){0,3}(?:back in|to come back|restock|sale|size|colou?r)', 'how long do i have to wait for (?:the |a )?(?:size|colou?r|restock|new)',
  ].join('|'),
  praise: 'early|take my money|(?:it\'?s|it is|they\'?re|finally) here|adores?|adorable|fits?|fitted|yay|woo+hoo+|hooray|restocked|back in stock|saved (?:me|my|the)|(?:you (?:guys )?)?rock|omg|sale|free|congrat\\w*|happy (?:new|birthday|easter)|merry|won|here now|good morning|gorgeous|beautiful|pretty|cute|love|loving|lovely|nice|amazing|awesome|brilliant|perfect|good|great|fast|quick|comfy|comfortable|stunning|fantastic|cool|(?:is|are|so|pure|straight) fire|yes+|yeah|yay|finally arrived|it (?:came|arrived)|already here|thank|thanks|legend|yes please|best|bargain|cheap|wow|delicious|soft|fits|excited|happy|obsessed|worth it|adorable|legit love',
  urgent: "need (?:it|this|these|them|one|that)|(?:by|before|until|till) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|noon|midday|christmas|the weekend|\\d)|urgent(?:ly)?|hurry|quick(?:ly)?|asap|wedding|flight|airport|before it (?:ships|is sent|goes)|wrong (?:address|email|size|number|postcode)",
  doubt: "stop|quit|give (?:me|it)|fix|any (?:news|update)|you call|sort it|do something|listen|read (?:my|it|what)|tell me|put me|get me|dumped|threw|grief|bad|nearly|rain|leak\\w*|burn\\w*|broke(?:n)?|answer(?:s|ed)?|reply|replies|respond|anyone|but|where|when|why|not|never|no|still|nobody|yet|again|isn'?t|don'?t|didn'?t|hasn'?t|waiting|refund|money",
  ownFault: "i(?:'ve| have)? (?:just |totally |completely |also )?(?:forgot|forgotten|ordered|bought|lost|clicked|pressed|put|typed|chose|picked|missed|entered|deleted|broke|dropped|spilled|spilt|need|sent|gave|attached|uploaded)|my (?:own )?(?:bad|fault|mistake|stupidity)|wrong button|where did i",
}

const CHINESE = {
  phrases: [
    '(?:冒充|假冒|冒名|仿冒).{0,12}(?:诈骗|骗人|骗钱|骗子|骗)', '(?:是不是|会不会(?:是)?|不会(?:是|又是)?|该不会是|是否)(?:个|一家)?(?:骗子|诈骗|骗人|骗我|骗局|黑店|骗)', '(?:怎么|如何|怎样)(?:证明|知道|确定|确认|保证|辨别|分辨).{0,10}(?:骗子|骗人|骗我|诈骗|骗)', '(?:说|讲|听说|网上说|有人说).{0,8}(?:骗子|骗人|诈骗|黑店)(?=.{0,6}(?:吗|么|真的|是不是|[?]))', '(?:怕|担心|防|别|谨防|预防|警惕)(?:被|是|又被)?(?:骗子|诈骗|坑|骗)(?:了|我)?(?=哦|呀|啊|哈|,|。|$|电话)', '(?:你们|这家|这个|店铺|网站)?是(?:骗子|诈骗|骗人的)(?:吗|么|嘛)',
    '(?:帮|麻烦|能|可以|请|想|要)(?:忙|我|你|您)?.{0,3}催(?:一下|下|促|一催|催)', '为(?:啥|什么|何).{0,4}(?:给|有|留|打).{0,5}差评', '(?:有|没有?|几个|多少|看(?:到|见|了)?|那些|这些|追评|评论里?)(?:的|人|条|个)?差评', '差评(?:多|少|率|里|都说|说|是真|真实)',
    '(?:我|孩子|宝宝|老人|本人)?(?:最|超|比较|特别|很)?讨厌(?!你|你们|这店|死|的客服).{1,10}(?=的|味|料|,|会|吗|有)', '还不(?:错|赖|急|知道|确定|清楚|会|懂|够)', '又(?:来)?(?:打扰|麻烦|烦|叨扰)(?:你|您|了|到)?', '又是我|法院(?:附近|旁边|对面|那边|门口)|律师袍|又(?:断货|卖完|没货|缺货)了?|投诉(?:电话|邮箱|渠道|入口|流程)(?=是|在|有|怎|$|多)|又来(?:买|了|啦|回购|下单|光顾|看看)', '哈哈呵呵',
    '等了.{1,8}(?:终于|总算).{0,8}(?:打折|补货|上新|降价|活动|到(?:了|货)|有货|开售|便宜)', '(?:老公|老婆|男朋友|女朋友|对象|我妈|我爸|妈妈|爸爸|婆婆|孩子|儿子|女儿|宝宝|老板|同事|室友|闺蜜|猫|狗)(?:都|很|有点|又|会|要|快)?(?:生气|发火|气死|不高兴|不满意|失望|嫌)', '(?:昨天|前天|刚才|之前|上次|开始|本来)(?:还|有点|很|挺)?(?:生气|火大|不满意|失望|误会|着急)(?=.{0,20}(?:解决|好了|谢谢|没事|误会|满意))', '(?:误会|错怪)(?:你们|您|了)',
    '(?:我(?:真是?|就是|可真是|简直|这个?|自己|也是|又)*(?:是)?(?:个|头|只)?(?:猪|傻|蠢|笨|瞎|白痴|脑残|智障|糊涂|眼瞎|脑子(?:进水|有坑|坏|短路))(?:子|瓜|逼|了|蛋|掉|头)*)(?!.{0,12}(?:信|才(?:会|来)?(?:买|在)|你们|你家))', '(?<!又|就|都|然后|你们?|凭什么|还)(?:怪|怨|赖)我(?![?剪]|们|不客气|投诉|去)[^,。!]{0,12}(?:[,，。! ]*(?:唉|哎))?', '(?:唉|哎(?:呀)?|啊+|完蛋|糟糕?)(?=[,。! ]?(?:都)?(?:怪我|我(?:又|自己|眼|手|这|真|把)))', '(?:气死|烦死|服了|无语|恨|恼|受不了)(?:了|我)?(?:我)?自己', '(?:气死|烦死|烦|无语|笑死|服了|晕|郁闷|崩溃|救命)(?:我了|死了|了|死)?,?(?=我(?:又|居然|竟然|不小心|刚|才)?(?:把)?.{0,10}(?:忘|丢|弄丢|扔|拍错|选错|填错|买错|写错|输错|点错|落))',
    '(?:之前|以前|上次|别|其他|另外|隔壁|上)(?:那|的|一)?(?:家|个)?(?:店|家|平台|卖家|商家|网站)?(?:的)?(?:真|太|把我|都|很)?(?:坑|骗|气|烂|差|垃圾|恶心|耍)(?:死|惨|了|我|人|得)*', '(?:房东|邻居|老板|领导|婆婆|丈母娘|公公|前男友|前女友|前任|同学|室友|银行|航空公司|物业|学校|隔壁|楼上)(?:那边|的人|们)?(?:真是?|太|好|很|都|老|总|一直|又|还|快|要|把我?|说|嫌)*(?:烦|坑|气|骂|吵|恶心|垃圾|讨厌|不讲理|不负责|推来推去|踢皮球|发火|生气|发飙|差劲|离谱|过分|摔|砸|弄)(?:死|坏|了|我|人)*',
    '怎么(?:能|可以|会)?(?:这么|那么|如此)(?:好看|可爱|好吃|好用|舒服|香|美|帅|快(?!递)|便宜|甜|软|棒|厉害|贴心|划算)|到底(?:哪(?:个|款|种|件|双|一款)(?=.{0,8}(?:好|适合|耐|更|合适|划算|值))|选|买|有(?:什么|啥)(?:区别|不同)|该(?:选|买)|怎么选)|(?:按|点|摁)(?:成|到)?了?催单?|(?:在|是|上|考)(?:派出所|公安|警察|法院)(?:上班|工作|附近)',
    '(?:是|当|做)(?:律师|法官|警察)(?:的)?,?(?=.{0,6}(?:想|要买|需要|给(?:她|他|它)|送|平时|经常|老))|我(?:是个?)?(?:电脑|手机|数学|理财|购物)?(?:白痴|小白|菜鸟)|我(?:这|的)?(?:破|臭|笨|烂|猪)?(?:手|脑子|脑袋|记性|眼神|眼睛)(?:又|真|也|是)?.{0,6}(?:错|忘|丢|瞎|落|漏)', '气死风灯|(?:犯|觉得|感到|怀孕)恶心|恶心(?:想吐|呕吐|反胃)|(?:老|总|爱|容易|经常|别|不)(?:发火|生气|发脾气|暴躁)(?=.{0,10}(?:书|课|茶|怎么|有没有|推荐|$))|(?:发泄|解压|出气)(?:球|玩具|包|娃娃).{0,8}|律师(?:职业|西|正|服)装?|(?:印|写)着.{1,16}的(?:杯|t恤|围裙|衣|贺卡|抱枕|帽|贴|包|款)|(?:装|倒|厨余|干湿|厨房|生活)垃圾|滚(?:刷|石|边|梯|床)|(?:买|看|穿|戴|用)起来.{0,2}牛',
    '(?:问个?|提个?)(?:傻|蠢|笨)问题', '(?:傻|笨|蠢)(?:弟弟|妹妹|儿子|老公|哥哥|姐姐|孩子|狗|猫)', '手(?:滑|抖|残|贱).{0,4}(?:拍|点|选|买|下)错', '(?:气死|无语|笑死|服了|晕)(?:我了|死了|了)?,?(?=.{0,4}(?:我|自己|又?手|忘).{0,6}(?:拍|选|买|填|点|写|下|记|忘|弄)(?:错|了|大|小|反))', '(?:便宜|好看|划算|舒服|可爱|快|香|软|好吃|好用|美)(?:得|到)(?:离谱|爆|炸|哭|疯|犯规|过分)', '(?:香|美|爱|喜欢|可爱|好看|开心|高兴)(?:死|炸|疯|爆)(?:了|我|你)?', '再也不(?:用|怕|愁)', '不会(?:再)?(?:去|买|选)别(?:家|人)', '怒(?:买|囤|入|下单|冲|赞)', '疯狂(?:心动|种草|安利|推荐|囤)',
  ].join('|'),
  urgent: '急|快点?|马上|今天|明天|后天|周[一二三四五六日末]|之?前(?:要|能|得)|来得及|赶(?:时间|飞机|火车|紧)|拦截|别发|取消|填错|写错|拍错|婚礼|生日|机场|高铁',
  praise: '真的假的|包邮|爱死|刚(?:刚)?好|好耶|耶|打.?折|半价|补货|抢到|发货了|快乐|恭喜|牛[逼批]|可以啊|绝|上头|疯了|救命|种草|冲|提前|点赞|送我|太会|帅|酷|香迷糊|可爱|漂亮|喜欢|美|香|好吃|好用|舒服|划算|便宜|这么快|好快|真快|太快|神速|到了|棒|赞|绝了|爱了|高级|惊艳|合适|真好|太好|哈哈|谢谢|开心|高兴|终于(?:到|有货|补货|等到)|等不及|捡到宝|期待|值',
  doubt: '呢(?=[!?])|回话|回答|喂|人工|真人|差点|给我|别|钱|赔|什么|慢|但|可是|不过|没|不(?!错|愧|及)|怎么|为什么|为啥|什么时候|何时|还要|退|又|坏|错|碎|少',
  ownFault: '我(?:又|居然|竟然|不小心)?(?:把.{1,8})?(?:忘|落|弄丢|拍错|选错|买错|填错|点错|写错|下错|手滑)|忘记?(?:用|领|填|选|改|了)|(?:拍|选|买|填|点|写)(?:错|大|小|反|重)|手滑|我的错',
}

const LISTS: Record<string, Harmless> = { en: compile(ENGLISH, '(?<![a-z0-9])', '(?![a-z0-9])'), zh: compile(CHINESE, '', '') }

function compile({ phrases, praise, ownFault, doubt, urgent }: Record<keyof Harmless, string>, before: string, after: string): Harmless {
  return { phrases: new RegExp(`${before}(?:${phrases})${after}`, 'g'), praise: new RegExp(`${before}(?:${praise})${after}`), ownFault: new RegExp(`${before}(?:${ownFault})`), doubt: new RegExp(`${before}(?:${doubt})${after}`), urgent: new RegExp(`${before}(?:${urgent})`) }
}

/** What is harmless in a language; English for one that has no list. */
export function harmlessFor(language: Language): Harmless {
  return orEnglish(LISTS, language)
}
