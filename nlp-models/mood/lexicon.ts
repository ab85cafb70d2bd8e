// Words and turns of phrase that tell a mood, by class. Patterns read folded text (lower case, simplified characters).
import type { Language } from '../../core/conversation/words.ts'
import { orEnglish } from '../language.ts'

export type MoodClass =
  | 'threat' | 'insult' | 'curse' | 'anger' | 'annoyance' | 'waiting' | 'sarcasm' | 'insistence' | 'soothing'

export interface Lexicon {
  classes: Record<MoodClass, RegExp>
  /** Words right before a hit that turn it round. */
  negation: RegExp
  /** Words right before a hit that make it stronger. */
  intensity: RegExp
  /** A question about it is not the thing: "are you a scam?", 「有差评吗」. */
  asking: RegExp
}

const ENGLISH: Record<MoodClass, string> = {
  threat: [
    'lawyers?', 'solicitors?', 'attorney', 'legal (?:action|advice|team|steps|route|proceedings|representatives?|counsel|insurance|matters|documents)', "(?:your|the) legal (?:department|dept|office|side)", '(?:court|legal) papers', 'serv(?:e|ing|ice of) (?:legal |court )?(?:papers|documents)', '(?:before|see|face) (?:a|the) judge', '(?:take|taking|took) (?:this|it|the matter) (?:further|higher|up with)', '(?:i\'?m|i am|as) a (?:journalist|reporter|blogger|influencer|vlogger)(?=.{0,60}(?:writ|report|post|story|article|review|publish|cover))', '(?:my|thousand|\\dk|million) followers', 'whole (?:of )?(?:twitter|internet|world|facebook|town)', '(?:revers(?:e|ing)|stop(?:ping)?) (?:the|this|my) payment', '(?:paypal|klarna) (?:case|dispute|claim)', '(?:my|the) (?:card issuer|card company|card provider)(?=.{0,40}(?:case|against|dispute|refund|claim|back))', '(?:through|from|via|by|with) my bank(?=.{0,12}(?:then|instead|today|now)|[.!]*$)(?<=(?:back|money|refund|it) (?:through|from|via|by|with) my bank)', '(?:screenshots?|screenshotted|recording|evidence)(?=.{0,40}(?:online|review|lawyer|court|post|public|twitter|tiktok|saved|against))', '(?:take|taking|see) (?:you|u|this|it|them)(?: all)? (?:to|in) (?:small claims )?court', 'small claims',
    "(?:i'?ll|i will|gonna|going to|will|i'?m|we'?ll|could|should) (?:be )?su(?:e|ing)", 'charge ?backs?', '(?:dispute|disputing|disputed) (?:this|it|the (?:charge|payment|transaction|order))', '(?:raise|open|opening|raising|file|filing) (?:a |an )?(?:paypal |bank )?(?:dispute|claim|complaint) (?:with|against|at|through)',
    "(?:call|calling|contact|contacting|ring|ringing|phone|phoning|speak to|speaking to|talk to|in touch with|go to|going to|straight to|involve|involving|get) my (?:bank|card (?:company|provider|issuer)|credit card company)(?! (?:and|but|says|said))", 'trading standards', 'ombudsman', 'consumer (?:rights|protection|affairs|watchdog|council)', 'better business bureau', '(?:the )?bbb', '(?:report|reporting) (?:you|u|this (?:shop|site|company|store|to)|the (?:shop|site|company|seller))',
    '(?:bad|negative|terrible|awful|horrible|nasty|honest|1|one|zero|scathing)[ -]?(?:stars?)? (?:reviews?|rating)', '(?:one|1|zero|0)[ -]stars?', 'trust ?pilot', 'review(?:s)? (?:everywhere|on every)', 'tell(?:ing)? (?:everyone|everybody|all my (?:friends|followers)|the world|people (?:not|to avoid))', '(?:post|posting|share|sharing|put|putting) (?:this|it|about (?:this|you)|the (?:video|pics|photos))(?: all)?(?: over)? (?:online|social|(?:on|to) (?:every|all|your|my (?:story|page|channel|blog|feed|insta)|the (?:internet|web|news|media|press)|social|twitter|x\\b|tik ?tok|facebook|fb|insta|reddit|youtube|linked|google|trust ?pilot))', '(?:all over|go(?:ing)? to|take (?:this|it) to|tag you on) (?:social media|twitter|tiktok|facebook|instagram|reddit|x|the (?:press|media|papers?|news))', '(?:call|calling|go to|going to|contact|contacting|report.{0,20} to) the (?:police|press|media|papers|news|authorities)', 'action fraud', 'last warning', 'hear from my',
  ].join('|'),
  insult: [
    'scam(?:mers?|ming|med|s)?(?! (?:text|call|e?-?mail|message|link|site|website|alert|sms)s?)', 'thie(?:f|ves)', 'steal(?:ing)?(?= (?:my|our|people|from|money))', 'stole my money', 'rob(?:bed|bing|bers?|bery)(?! bear)', 'crooks?', 'frauds?(?:ters?|ulent)?', 'con ?(?:artists?|men|man)', 'liars?', 'ly?ing to (?:me|customers?)', 'idiots?', 'morons?', 'stupid', 'dumb', 'useless', 'incompetent', 'incompetence', 'clowns?', 'pathetic', 'muppets?', 'cowboys', '(?<!(?:tell|tell me|tell us|know|make|crack|hear) )(?:a|absolute|total|complete) (?:joke|shambles|farce|circus)', 'rip[- ]?off', 'garbage', 'trash', 'rubbish', 'crappy', 'bullshit', 'bs', 'shit(?:ty|show)', '(?:f+u+c+k|f\\*+\\w{0,3}|fk|eff|sod|bugger|piss|screw|damn) (?:you|u|off|this (?:shop|company|place|bot))', '(?:go|burn|rot) (?:to|in) hell', 'shut up', 'arse(?:holes?)?', 'asshole', 'bastards?', 'ashamed of',
  ].join('|'),
  curse: [
    'f+u+c+k\\w{0,4}', 'f\\*+\\w{0,4}', 'f(?:\'|#|@)?ing', 'effing', 'freaking', 'ffs', 'wtf', 'wth', 'bloody', 'god ?damn(?:ed|it)?', 'dammit', 'damn(?:ed|it)?', '(?:what|why|where|how|who) the (?:hell|heck)', 'hell(?= (?:is|are|do|did|with|yes|yeah|no))', 'piss(?:ed)?(?: off)?', 'holy (?:shit|crap|cow|moly)', 'shite?', 'crap', 'jesus(?: christ)?', 'for f\\w* sake',
  ].join('|'),
  anger: [
    '(?:you|you\'ve|have|has) (?:completely |totally |just )?(?:ruin|spoil|wreck|destroy)(?:ed|t) (?:my|our|the|his|her)', 'because of you', 'furious', 'angry', 'raging', 'livid', 'fuming', 'outrag(?:ed|eous)', 'disgust(?:ed|ing)', 'disgrace(?:ful)?', 'unacceptable', 'not acceptable', 'ridiculous', 'appall(?:ed|ing)', 'fed up', 'sick (?:of|and tired)', '(?:had|have had|ve had) enough', 'enough is enough', 'the worst', 'worst \\w+(?: \\w+)? (?:ever|i)', 'hate', 'never (?:again|ever)', 'never (?:buy|buying|order|ordering|shop|shopping|using|use)(?:ing)?', 'absurd', 'insult(?:ing|ed)?', 'how dare', 'horrible', 'horrendous', 'atrocious', 'shocking', 'unbelievable', 'infuriating', 'mad at', 'so mad', 'boiling', 'nightmare', 'want my money back', 'give me my money', 'losing (?:it|my (?:mind|patience|temper))', 'lost (?:all )?patience', 'out of patience', 'waste of (?:time|money|my time)', 'wast(?:ed|ing) my time', 'taking the (?:piss|mick|p)', 'treat(?:ed|ing)? (?:me|customers|people) like', 'do your job',
  ].join('|'),
  annoyance: [
    'annoy(?:ed|ing|s)?', '(?:another|one more|yet another) (?:delay|excuse|form|problem|issue|mistake|surprise)', 'no sign of (?:it|my|the|any)', '(?:threw|thrown|tossed|dumped|chucked|left) (?:it|my parcel|the parcel|the box)(?= (?:over|in the rain|outside|on the (?:street|lawn|road)|at|onto|into))', 'take(?:s)? my money(?=.{0,60}(?:refund|back|but|second))', 'a wall', 'letdown', 'driving me', 'pointless', 'impatient', 'disappoint(?:ed|ing|ment)?', 'frustrat(?:ed|ing|ion)', 'upset', 'unhappy', 'not (?:very |at all |really |too |best )?(?:happy|impressed|pleased|good enough|amused|on|ok|okay)', 'terrible', 'awful', 'poor (?:service|quality|show|form|communication)', 'bad service', 'rude', 'ignor(?:ed|ing)', 'no ?(?:one|body) (?:is |has |ever |even )?(?:answers?|answered|answering|replies|replied|replying|responds?|responded|responding|cares?|helps?|helped|helping|bothered|got back|called|picks? up)', 'no (?:reply|response|answer|update|updates|news|help)', 'how (?:many times|much longer|hard can|hard is|long (?:do (?:i|we) (?:still )?(?:have to |need to |must )?wait|must|is this (?:going|supposed|meant)))', 'why (?:is|does|do|did) (?:it|this|nobody|no one|everything|i have to|it take|the bot)', 'what(?: on earth|\'s the point| is (?:going on|the point|wrong with))', 'seriously', 'come on', 'for (?:the love of|god|goodness|heaven)', 'honestly', 'makes no sense', 'a bit (?:much|silly|annoyed|fed)', 'losing patience', 'not helpful', 'unhelpful', 'not helping', "doesn'?t help", "didn'?t (?:help|answer)", "not what i (?:asked|said)", "you(?:'re| are) not listening", 'already (?:told|said|asked|explained|sent|gave)', 'i(?: have|\'ve)? (?:just )?(?:told|asked) you', 'same (?:answer|question|thing|reply) (?:again|over|twice|every)', 'round in circles', 'running in circles', 'ugh+', 'argh+', 'grr+', 'smh', 'hassle', 'mess(?:ed)? (?:up|this|my)', 'let ?down', 'tired of', 'a pain', 'cheap and nasty', 'shoddy', 'misleading', 'unprofessional', 'sloppy', 'regret',
  ].join('|'),
  waiting: [
    '(?:still|been) (?:waiting|nothing|no |not |havent|haven\'?t|hasn\'?t|hasnt)', "(?:still )?(?:hasn'?t|haven'?t|hasnt|havent|never) (?:arrived|come|turned up|received|heard|got|shown up|been (?:refunded|fixed|sent|answered))", '(?:second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|6th|tenth|10th|hundredth|100th|umpteenth|nth) (?:time|week|day|month|email|message|call|attempt|chat|person|agent)', '(?:for |over |been |waiting |waited |than )(?:a |about |nearly |almost |more than |over )?(?:\\d{1,3}|two|three|four|five|six|seven|eight|ten|several|many) (?:days|weeks|months|hours)', '(?:days|weeks|months|ages|forever) (?:now|later|late|ago and|and (?:still|nothing|counting|no))', '(?:two|three|four|five|six|\\d{1,2}) (?:times|emails|calls|messages|agents)', 'yet again', 'once again', 'every (?:single )?time', 'again and again', 'over and over', 'keeps? (?:saying|telling|sending|asking|happening|failing|breaking|crashing|getting)', 'was (?:supposed|meant|promised) to', 'were supposed', '(?:you|they|u) (?:promised|said it would|told me it)', 'takes? (?:forever|ages)', 'for ages', 'late again', 'wrong again', 'broken again',
  ].join('|'),
  sarcasm: [
    '(?:great|brilliant|wonderful|fantastic|amazing|lovely|perfect|excellent|awesome|superb|fabulous|nice|cool|marvellous|terrific)(?: job| work| service| stuff| one)?(?=[,.!:; …]+(?:so|just|now|and|another|yet|only|that\'?s|it\'?s|my|the|your|still|third|second|fourth|\\d).{0,80}(?:wait|still|week|again|broke|lost|late|wrong|another|nobody|no one|never|not |n\'t|missing|delay|cancel|month|nothing|crack|empty|refus))',
    'thanks? (?:a lot |so much )?for (?:nothing|wasting|ruining|ignoring|losing|breaking|the (?:wait|delay|broken|empty|runaround))', 'thanks a (?:bunch|lot),? (?:now|but|for)', '(?:great|brilliant|fantastic|amazing|excellent|wonderful|nice|good|lovely|top|stellar) (?:job|work|service|effort|one) (?:losing|breaking|sending|ignoring|ruining|delaying|as (?:always|usual)|guys,? (?:still|not)|not )', 'what a (?:surprise|joke|great service|wonderful service|fantastic service)', 'how (?:surprising|convenient|wonderful|lovely)', 'oh (?:great|wonderful|brilliant|lovely|perfect|joy|good)', '(?:well|yeah|sure|right)[, ]+(?:done|right|sure)[, ]+(?:as if|like|you (?:lost|broke|managed))', 'slow claps?', '(?:love|loving|enjoy|enjoying) (?:how|being|the|waiting)(?=.{0,60}(?:ignor|wait|silence|never|nobody|lost|broken|late|hold|nothing))', 'as (?:always|usual),? (?:nothing|no|late|wrong|useless)', 'only (?:\\d+|two|three|four|five|six) (?:weeks?|months?|days) late', '(?:a|another) (?:week|day|month),? (?:another|a new) (?:excuse|delay|story|lie)', 'world[- ]class', 'in (?:what|which) century', 'by (?:next )?(?:christmas|easter) (?:maybe|perhaps|then)?', 'are you (?:even )?(?:serious|kidding|having a laugh|joking)', 'you(?:\'ve| have) got to be (?:kidding|joking)', 'is this a joke', 'good luck (?:getting|with)',
  ].join('|'),
  insistence: [
    'i (?:expect|demand|insist|require|must insist)', 'i(?: would|\'d) (?:really )?(?:appreciate|expect) (?:a |an |some )?(?:prompt|swift|explanation|answer|honest|straight|someone|it if someone)', 'by (?:the )?(?:end of (?:the |to)?day|close of business|cob|eod|tomorrow|tonight|friday|monday)(?=.{0,40}(?:or|otherwise|else))', 'or else', 'otherwise i', 'final (?:warning|notice|chance|request)', 'last (?:chance|time i)', 'in writing', 'escalate', 'your (?:manager|supervisor|superior|boss|ceo)', '(?:a|the) (?:manager|supervisor)', 'formal complaint', 'official complaint', 'compensat(?:e|ion)', 'frankly', 'to say the least', 'with all due respect', 'as i (?:have )?(?:already )?(?:said|explained|told|wrote|mentioned)', 'as per my', 'right now', 'immediately', 'asap', 'at once', 'today or', 'not leaving', 'this instant', 'cancel (?:everything|my account|all my orders)', 'take my (?:business|money|custom) elsewhere', 'los(?:t|e|ing) (?:a|this) customer', 'last order', 'won\'?t be (?:ordering|buying|shopping|coming back|back)', 'no longer (?:trust|wish|want)', 'unsatisfactory', 'less than (?:satisfied|impressed|ideal)',
  ].join('|'),
  soothing: [
    'thank(?:s| you)', 'thx', 'cheers', 'appreciate (?:it|your|the|that)', 'no (?:worries|problem|rush|hurry|bother)', 'never ?mind', 'all good', 'that\'?s (?:fine|ok|okay|great|perfect|good)', 'lovely', 'perfect', 'happy (?:with|to)', 'love (?:it|this|the|my|your)', 'sorry to (?:bother|trouble)', 'take your time', 'when you (?:can|have)', 'whenever', 'please', 'pls', 'hope you',
  ].join('|'),
}

const CHINESE: Record<MoodClass, string> = {
  threat: [
    '12315', '^[^\\u4e00-\\u9fff]*差评[^\\u4e00-\\u9fff]*$', '必须差评', '(?:打|拨|市长|政务|热线|找|投诉)(?:了|过|给|热线)?12345', '法定代表人', '立案', '小额诉讼', '止付', '(?:申请|提交|发起)(?:了)?(?:争议|拒付|仲裁)', '(?:争议|拒付|仲裁)(?:已经?)?(?:申请|提交|受理)', '(?:录屏|录音|截图|证据)(?:了|都|已)?.{0,4}(?:取证|保留|留(?:好|着)|发|备份)', '取证', '上热搜', '万(?:个)?粉', '粉丝(?=.{0,10}(?:看|知道|曝|发))', '避雷(?:帖|贴|笔记)', '(?:一星|1星)(?=.{0,4}(?:$|[,。!]|评|见))', '平台见', '法庭', '司法', '注册信息.{0,6}(?:立案|起诉|投诉)', '(?:带|叫|喊|找)(?:上|着|个|了)?(?:媒体|记者|电视台)', '营业执照.{0,12}(?:投诉|举报)', '你们法务', '法务(?:的)?(?:邮箱|电话|联系方式)', '(?:去|到)你们(?:店里|公司|办公室|仓库|门口)(?:闹|讨|拉)', '消协', '消费者协会', '消费者权益', '消保', '工商(?:局|部门|投诉)?', '市场监管', '市监局', '监管部门', '律师(?!事务所吗|袍|证|资格|考试)', '起诉', '法院', '打官司', '告(?:你们?|到底|上|死)', '法律(?:途径|手段|武器|程序|进程|责任)', '走法律', '报警', '派出所', '警察', '公安', '(?:给|打|留|写|来|上|要|就是?|等着?|必须|直接|统统|刷|全是|全部|一个|准备|都是?)(?:个|你们?|一个|他|它|大)*(?:超级|最)?差评', '差评(?:伺候|见|警告|走起|安排|预定|没跑|加|\\+)', '一星(?:差评|走起|伺候)?', '曝光', '爆料', '(?:找|联系|发给|告诉|通知|给)(?:媒体|记者|电视台|报社)', '媒体曝光', '315', '黑猫(?:投诉)?', '举报', '(?:向|找|到|去|跟|打电话给|要|申请)(?:平台|淘宝|京东|天猫|拼多多|官方|小二|总部|银行)(?:那边|客服|去|来)?(?:投诉|介入|申诉|评理|举报|维权)', '平台介入', '小二介入', '拒付', '(?:发|挂|传|放|晒)(?:到|上|在)?(?:网上|微博|抖音|小红书|朋友圈|知乎|贴吧|豆瓣)', '(?:让|叫|告诉)(?:所有人|大家|身边(?:的)?人|全网)', '维权', '联系(?:我的|发卡)?银行(?:撤销|拒付|追回|处理)', '银行(?:申诉|拒付|撤销)', '撤销付款', '食药监', '质监', '税务局', '集体(?:投诉|诉讼|维权)', '走着瞧', '等着收', '后果自负', '投诉到底', '投诉你们',
  ].join('|'),
  insult: [
    '骗子', '骗(?:人|钱|我(?!妈)|局|消费者|顾客|鬼|术)', '诈骗', '欺诈', '欺骗', '坑(?:人|钱|爹|我|货|消费者|蒙)', '黑店', '黑心(?!棉)', '奸商', '垃圾(?!桶|袋|箱|分类|处理器|铲|短信|车|大爷|邮件|电话|食品)', '废物', '无耻', '不要脸', '臭不要脸', '良心(?:被狗|坏|呢)', '你们?(?:真|就|怕不?)?(?:是不是|是)?(?:个)?(?:有点)?(?:傻|蠢|瞎|聋|眼瞎|耳聋|有病|智障|脑残|弱智)(?!瓜|子包)', '傻[逼x叉b比]?(?!瓜)', '[煞沙]笔', '(?<![a-z0-9])[s5]b(?![a-z0-9])', '智障', '脑残', '白痴', '脑子(?:有|进水|坏)', '有病', '神经病', '他妈', '(?<![a-z0-9])(?:nmd|nmsl|wdnmd|cnm|mlgb)(?![a-z0-9])', '[tm]md', '你妈', '草泥马', '操(?!作|场|心)', '滚(?!筒|轮|动|珠|水|烫|边)', '放屁', '狗屁', '屁用', '死全家', '去死', '吃屎', '狗屎', '什么(?:破|鬼|垃圾|狗|屎|烂|东西(?:啊|!))', '破(?:店|公司|玩意|东西|客服|机器人|平台|快递|物流|质量)', '烂(?:店|公司|货|东西|透|快递)', '流氓', '土匪', '强盗', '小偷', '抢钱', '耍(?:我|人|猴|流氓|无赖)', '无赖', '糊弄', '忽悠', '敷衍', '当(?:我|人)?(?:是)?(?:傻子|猴|白痴|韭菜|冤大头)', '割韭菜', '丧良心', '恶心', '缺德', '人渣', '骗',
  ].join('|'),
  curse: [
    '(?:我|卧|握|沃)(?:槽|草|操|靠|擦|去)(?!哪|过|问|你|拿|取|买|看|查|年|退)', '(?<![a-z])wo?cao?(?![a-z])', '(?<![\\u4e00-\\u9fff])靠(?=[,。! ]|$)', '尼玛|泥马|特么|踏马|他喵的?|妈蛋', '(?<!他|她|你)妈的', '妈呀|妈耶|我的天|天哪|老天',
  ].join('|'),
  anger: [
    '气死', '气炸', '气得', '气疯', '气人', '火大', '上火', '发火', '生气', '愤怒', '恼火', '冒火', '怒了', '暴怒', '怒', '炸了', '受不了', '受够', '忍无可忍', '忍(?:不了|够|很久)', '过分', '太离谱(?!的好)', '(?<!(?:快|便宜|划算|舒服|软|好[看吃用喝])[得到])离谱', '太差', '差劲', '差到', '极差', '最差', '烂透', '糟透', '糟糕', '太扯', '岂有此理', '欺人太甚', '欺负(?:人|老实人|消费者)', '店大欺客', '不可理喻', '不能接受', '无法接受', '不可接受', '什么态度', '什么意思', '什么玩意', '什么服务', '什么质量', '什么(?:客服|商家|店)', '(?:再|永远|以后)(?:也|都)?不(?:会|来|买|在)', '拉黑', '避雷', '最后悔', '后悔(?:死|买)', '丢人', '可恶', '可耻', '可恨', '讨厌', '恨', '把钱(?:还|退)', '还我(?:钱|血汗)', '(?:快|赶紧|马上|立刻|给我|必须)退钱', '退钱(?=!)', '赔钱', '赔偿(?!标准|政策|规则)', '太(?:气|坑|恶|烂|垃圾|假)', '毁了', '崩溃', '抓狂', '疯了', '要疯', '没完', '凭什么', '别再(?:跟|给|敷衍|拿|复制)', '少(?:来|废话|拿|跟我)', '废话', '闭嘴', '玩(?:我|人|我呢)呢?',
  ].join('|'),
  annoyance: [
    '失望', '白(?:问|等|说|跑|来|忙|期待|高兴)', '没用$', '(?:刚|早|之前|前面|都|已经)(?:才|就)?(?:不是)?(?:说|讲|写|回答|问|告诉你)(?:过|了)(?!的|那)', '没?(?:听|看|读)懂我', '复制粘贴', '模板', '差(?:得|的)?(?:太多|太远|有点远|十万八千里)', '比登天', '无语', '(?:好|真|很|有够)(?:差|烂)(?!评)', '郁闷', '(?<!麻)烦(?:死|人|躁|透|不烦|了)', '(?<!麻)烦(?!请|劳|您|你)', '不(?:太|是很|怎么)?(?:满意|高兴|爽|开心|舒服|耐烦)', '不靠谱', '不负责', '不专业', '太慢', '慢死', '这么慢', '怎么(?:还|又|老|总|回事|搞的|办事|这样|这么|能这样|可能)', '为什么(?:还|总|老|又|一直|不)', '到底', '究竟', '搞什么', '什么情况', '几个意思', '什么鬼', '真是(?:的|够|服|醉)', '醉了', '服了', '服气', '呵+', '晕(?:死|了)', '唉+', '哎+', '没人(?:理|管|回|回复|接|处理|负责|应)', '不(?:理|回|回复|回我|回话|接电话|处理|解决|作为|管)(?:我|人)?', '没(?:有)?(?:回复|回应|反应|动静|消息|下文|结果|解决)', '踢皮球', '推(?:来推去|卸|三阻四|脱)', '答非所问', '听不懂(?:人话)?', '看不懂(?:人话)?', '重复', '浪费(?:我)?(?:时间|钱|感情)', '耽误', '影响(?:心情|我)', '心情(?:都)?(?:不好|没了|差)', '太(?:差|麻烦|坑|不|敷衍|随便|过|失望|难)', '很差', '(?<!行)不行', '不咋地', '一般般', '不像话', '说话不算', '不守信', '言而无信', '虚假', '误导', '不诚信', '着急', '急(?:死|用|等着|着用)', '催', '被坑', '上当', '吃亏', '倒霉', '坑',
  ].join('|'),
  waiting: [
    '(?:等|拖|晚|过|都|已经|快|足足|整整)了?(?:都)?(?:快)?[\\d一二两三四五六七八九十几好半多]{1,6}(?:多)?(?:个)?(?:天|周|星期|礼拜|月|小时|钟头)', '[\\d一二两三四五六七八九十几好半]{1,6}(?:多)?(?:个)?(?:天|周|星期|礼拜|月|小时)了', '(?<!回购|买|来)第[二三四五六七八九十几nN\\d]+(?:次(?!回购|买|来|购|下单|光顾)|遍|回(?!购|买)|天|个(?:月|星期|礼拜|电话|客服|人|小时))', '(?:问|说|催|打|发|联系|反映|投诉|申请)了?(?:你们|客服)?[\\d两三四五六七八九十几好多无数]{1,4}(?:次|遍|回|个电话)', '(?:好几|多少|无数|n|几百|八百)(?:次|遍|天|回)', '(?:还|都|一直|始终|仍然|依然|迟迟|至今|到现在)(?:还)?(?:没|不|未)', '每次都', '又(?:是|没|来|要|不|发错|坏|拖|延|错|说)', '一而再', '再三', '反反复复', '来来回回', '三番', '说好的', '答应(?:好|过|了)?(?:的|我)?', '承诺', '(?:半|好)天', '没完没了', '等到(?:什么时候|猴年|哪天|何时)', '猴年马月', '要(?:等)?多久', '还要(?:等|多|我|拖)', '拖(?:着|延|到|拉|了)', '一拖再拖', '没(?:发货|收到|到|退)(?=.{0,6}[?!]{2})',
  ].join('|'),
  sarcasm: [
    '呵呵', '(?:评价|评论)区?见', '等(?:个|到|上)?(?:一百年|明年|下辈子|天荒地老)', '锦旗', '惊(?:不惊)?喜(?:吗|不|吧)', '打发(?:我|谁|要饭)', '(?:听|看)(?:不|得|能)?懂(?:人话|中文)', '走(?:路|着)来的', '真会(?:办事|安排|做生意)', '糊弄(?:我|谁|人)', '合着', '敢情', '真(?:是)?(?:行|牛|厉害|有意思|可以|会|能|好意思|快)(?:啊|呀|哈|了|的|!|。|,|$)', '(?:你们|贵店|贵公司|客服)(?:可)?真(?:是)?(?:行|牛|厉害|棒|会|有意思|可以|好|快|敬业|贴心|负责)', '厉害了', '牛(?:逼|掰|啊|了|气)', '好一个', '(?:可真|真够|够|真)(?:快|可以|意思|棒|效率|准时|及时|好)(?:的|啊|呀|了|哦|呢)', '(?:感谢|谢谢|多谢)(?:你们|贵店|您)?(?:的)?(?:让我|毁|耽误|浪费|敷衍|不发货|骗)', '(?:真|太|实在)(?:是)?(?:谢谢|感谢)(?:你们|您|贵店)(?:了|啊|哈|全家|八辈)', '恭喜(?:你们|贵店)', '(?:佩服|服了你们|长见识|开眼|大开眼界|涨知识)', '笑(?:死|了)', '(?<!(?:讲|说|来|听)(?:一?个)?)笑话', '搞笑(?:呢|吗|啊)?', '逗(?:我|我玩|呢)', '开玩笑(?:呢|吗|吧)', '(?:乌龟|蜗牛|爬|走路|骑车|步行|寄到火星|月球|太空)(?=.{0,12}(?:快|到|还|送|都|速度))', '明年(?:能|才|再|见)?', '过年(?:能|才|前能)', '(?:不愧是|果然是)', '(?:好|棒|快|贴心|服务)(?:得|到)(?:我)?(?:想哭|流泪|无话可说|没话说)', '(?:一流|五星|顶级|世界级)(?:的)?(?:服务|效率|速度|水平)(?=.{0,20}(?:等|没|不|坏|错))', '(?:可以|行|好)的?[,，。 ]*(?:很|真)(?:可以|行|强)', '惊喜(?=[,。! ]*(?:空|坏|错|碎|又|少|呵|漏))', '我谢谢你',
  ].join('|'),
  insistence: [
    '给(?:我|个|我个|一个|出)(?:一个|个)?(?:说法|解释|交代|交待|答复|结果|理由)', '(?:要|需要)(?:一个|个)?(?:说法|解释|交代|答复|合理)', '必须', '马上', '立刻', '立即', '赶紧', '赶快', '尽快(?=.{0,10}(?:否则|不然|要不))', '限你', '(?:今天|明天|小时|今晚)(?:之?内|之前|前)(?=.{0,12}(?:不|没|否则|必须|给))', '否则', '不然(?:我|就)', '要不然', '最后(?:一次|通牒|警告|问)', '别(?:怪我|逼我)', '叫(?:你们)?(?:老板|经理|领导|主管|负责人)', '(?:找|要|让)(?:你们)?(?:老板|经理|领导|主管|负责人)', '投诉', '索赔', '赔偿', '赔付', '补偿', '(?:正式|郑重|严正)', '如实', '恕我直言', '说实话', '坦白讲', '不合理', '不合适', '遗憾', '无法(?:认同|理解|满意)', '难以(?:接受|理解|认同)', '望(?:贵|尽快|妥善|重视)', '贵(?:司|店|公司)', '退一赔三', '假一赔', '三倍赔', '消费者的(?:权利|权益)', '诚信', '我的(?:权益|耐心)', '耐心(?:有限|快|已经)', '(?:最后|只)给你们?',
  ].join('|'),
  soothing: [
    '谢谢', '感谢', '多谢', '谢啦', '辛苦(?:了|您|你)?', '麻烦(?:您|你|帮|了|看)', '请问', '没(?:关系|事)', '不(?:急|着急|用急|好意思|要紧)', '理解', '好的', '您好', '你好', '亲(?!自|身|戚|人|手|测)', '哈哈', '嘻嘻', '喜欢', '满意', '不错', '挺好', '好评', '慢慢来', '打扰',
  ].join('|'),
}

function compile(sources: Record<MoodClass, string>, before: string, after: string) {
  return Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, new RegExp(`${before}(?:${source})${after}`, 'g')])) as Record<MoodClass, RegExp>
}

const LEXICONS: Record<Language, Lexicon> = {
  en: {
    classes: compile(ENGLISH, '(?<![a-z0-9])', '(?![a-z0-9])'),
    negation: /(?:\bnot|n't|\bdont|\bno|\bnever|\bwithout|\bisnt|\bhardly|\bwasn'?t|\bneither|\bnothing|\bless) (?:\w+ ){0,2}$|(?:\bnot|n't|\bdont) (?:want|wish|going|trying|like|plan|mean|need) (?:to )?(?:\w+ ){0,3}$/,
    intensity: /(?:very|so|really|absolutely|extremely|completely|totally|utterly|beyond|bloody|such an?|seriously|fucking|truly|quite) $/,
    asking: /^(?:\W*)(?:is|are|do|does|did|how do i know|can|could|will|would|what if|who|where|which|have)\b/,
  },
  zh: {
    classes: compile(CHINESE, '', ''),
    negation: /(?:不是|没有?|并不|并非|不会|别|不要|不想|不算|不|无|是不是|会不会)[\u4e00-\u9fff]{0,1}$/,
    intensity: /(?:太|真是?|非常|极其|简直|特别|实在|好|超级?|完全|十分|相当|气得|彻底|纯)(?:是)?$/,
    asking: /(?:吗|么|嘛|会不会|是不是|有没有)[?]*$/,
  },
}

/** The lexicon of a language; English for one that has none. */
export function lexiconFor(language: Language): Lexicon {
  return orEnglish(LEXICONS, language)
}
