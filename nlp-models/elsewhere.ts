// Another company's invoice, account or courier: 「滴滴发票怎么开」 and "my netflix password" have a shop's question in them and are none of ours. The name alone tells, and too few lines hold each name to teach it.
import type { Language } from '../core/conversation/words.ts'

/** Whether a message asks this of somebody whom no shop is: rides, meals, videos, telephone, banks, games, offices, other shops. Never when it speaks of "you" or of what was bought, or names this shop, which may be one of them: `shopNames`, in small letters. */
export function isElsewhere(text: string, intent: string, language: Language, shopNames: readonly string[] = []): boolean {
  const small = text.toLowerCase()
  if (shopNames.some((name) => small.includes(name))) return false
  if (language.startsWith('en')) return isElsewhereInEnglish(text, intent)
  if (!language.startsWith('zh') || OURS.test(text)) return false
  return (OWN_MATTERS.test(intent) && NAMES.test(text)) || (OWN_OFFERS.test(intent) && CHAINS.test(text))
}

/** What each company answers for itself; that one may pay with a bank's card here, or compare prices, is ours to say. */
const OWN_MATTERS = /^(?:payment\.(?:invoice|refund-when|charged-twice)|returns\.|faq\.(?:account|delete-data|hours)|order\.(?:cancel|change)|shipping\.(?:track|delay|cost)|complaint\.staff|handoff\.(?:ask|call-back)$)/

const NAMES = new RegExp([
  '滴滴(?![叫响声])|网约车|顺风车|打车|饿了么|美团(?!支付|月付|闪购)|外卖|携程|飞猪|12306|[高动]铁票|火车票|机票(?!钱)|酒店(?!用|款|风)',
  '爱奇艺|优酷|腾讯(?:视频|会员|客服|游戏)|芒果tv|[b哔]站|哔哩|网易云|qq(?:音乐|会员|密码)|酷狗|知乎|百度网盘|王者荣耀|原神|steam|游戏(?:账号|充值|号)|抖音号(?:怎么|被|注销)|抖币|快手',
  '电信(?!版)|联通|中国移动|移动(?:套餐|宽带|营业厅|客服)|宽带|(?<!的)话费|携号|水费|电费|燃气费|物业费',
  '\\p{Script=Han}行信用卡|银行(?:网点|客服|柜台|柜员)|借呗|网贷|房贷|车贷|贷款|(?:花呗|白条)(?:逾期|还款)|信用卡(?:还款|年费)|存款',
  '驾校|培训班|健身卡|健身房|挂号(?!查询)|门诊|社保|公积金|护照(?!实名)|驾照|简历',
].join('|'), 'iu')

/** What a chain of cafés or supermarkets offers today is its own matter; its cups and beans may be sold anywhere. */
const OWN_OFFERS = /^(?:product\.promotions|faq\.(?:hours|account|gift)|order\.place)$/

const CHAINS = new RegExp([
  '(?:瑞幸|库迪|星巴克|喜茶|奈雪|霸王茶姬|蜜雪冰城|茶百道|古茗|沪上阿姨|肯德基|kfc|麦当劳|必胜客|汉堡王|华莱士|塔斯汀|德克士|海底捞|西贝|呷哺)(?!.{0,3}(?:同款|联名|杯|豆|粉|液|卡券|礼品卡|代金))',
  '疯狂星期四|沃尔玛|永辉|山姆|costco|开市客|盒马|叮咚买菜|朴朴|大润发|家乐福|优衣库(?!.*[码号穿])|zara|屈臣氏|名创优品|宜家(?!.{0,3}同款)',
].join('|'), 'iu')

const OURS = /[你您][们家]|你這|你哋|贵[店司]|本店|店[里铺]|商家|卖家|下单|订单|包裹|这[个款件单]|我[的买拍订]/u

/** English. Who asks whether *you* do it speaks to the shop; "can you" and "how do you" are only manners. */
function isElsewhereInEnglish(text: string, intent: string): boolean {
  if (!ENGLISH_MATTERS.test(intent)) return false
  const heard = text.slice(0, LONGEST).replace(/[’`]/g, '\'')
  return (COMPANIES.test(heard) || ACCOUNTS.test(heard)) && !OURS_IN_ENGLISH.test(heard.replace(MANNERS, ' ')) && (THEIRS_ALONE.test(intent) || !BOUGHT_THERE.test(heard))
}

const LONGEST = 200

const ENGLISH_MATTERS = /^(?:payment\.(?:invoice|charged-twice|failed)|returns\.(?:start|status|exchange|policy|refund-status)|payment\.refund-when|faq\.|order\.(?:cancel|change|status|confirm|missing-item|wrong-item)|shipping\.(?:track|delay|cost|lost|time)|product\.promotions|complaint\.|handoff\.(?:ask|call-back)$)/

/** Whom nobody takes for the shop: other shops, kitchens, rides, flights, telephone and power companies, and who is "my" before it is anybody's. */
const COMPANIES = new RegExp(`\\b(?:${[
  'amazon(?! (?:pay|locker|style|voucher|gift))|ebay|etsy|temu|shein|ali ?express|alibaba|walmart|costco|tesco\'?s?|asda|sainsbury\'?s|morrisons|waitrose|aldi|lidl|argos|curry\'?s|ikea|primark|zara|h ?(?:&|and) ?m|superdrug|sephora|best buy|home depot|flipkart|myntra|meesho|nykaa|shopee|lazada|jumia|john lewis|asos|vinted|depop|gumtree|craigslist|wayfair|kmart|woolworths',
  'domino\'?s|mc ?donald\'?s|kfc|burger king|starbucks|greggs|nando\'?s|pizza hut|deliveroo|just eat|uber(?: eats)?|door ?dash|grubhub|swiggy|zomato|hello ?fresh',
  'ryanair|easyjet|british airways|emirates|lufthansa|eurostar|trainline|airbnb|booking\\.com|expedia|trivago|national rail|amtrak|national express|flixbus|lyft|hertz',
  'vodafone|verizon|t[- ]mobile|comcast|xfinity|virgin media|british gas|octopus energy|thames water|airtel|jio|(?:bt|ee|o2|sky) (?:bill|contract|broadband|customer|router|sim|account|engineer)',
  '(?<=^(?:my|our) )(?:gym|(?:broadband|phone|mobile|energy|water|gas|electricity|internet|insurance) (?:company|provider|supplier|firm))|(?<=^(?:my |the |our )?)(?:bus|uber|taxi|cab|train|tram) driver|dvla',
].join('|')})(?![\\p{L}'&])`, 'iu')

/** Services one also pays with, logs in with or finds the shop on: only their own accounts and bills are theirs. */
const SERVICES = 'netflix|spotify|disney ?(?:plus|\\+)|hulu|hbo|prime video|youtube|snapchat|tinder|gmail|outlook|hotmail|icloud|yahoo|zoom|roblox|fortnite|playstation|psn|xbox|nintendo|epic games|adobe|dropbox|chatgpt|discord|barclays|hsbc|lloyds|natwest|santander|halifax|nationwide|wells fargo|citibank|capital one|monzo|starling|hdfc|icici'
const SOCIAL = 'facebook|instagram|insta|tik ?tok|twitter|whatsapp|linkedin|google|apple id|microsoft|windows'
const ACCOUNTS = new RegExp([
  `\\b(?:cancel|delete|deactivate|close|reset|unlock|recover|pause|leave|log ?(?:in|on)? ?(?:in)?to|sign in ?to|quit)(?: (?:my|the|a|old|whole))* (?:${SERVICES}|${SOCIAL})(?! login|[\\p{L}])`,
  `\\b(?:${SERVICES})(?:'s)? (?:account|password|login|passcode|log ?in|subscription|membership|premium|refund|bill|profile|customer|support|helpline|contract|branch|opening|hours|student|points|rewards|statement|gift card)\\b`,
  `\\b(?:${SOCIAL}) (?:password|passcode|profile|premium|hacked|privacy)\\b`,
].join('|'), 'iu')

/** Offers there are nobody's but theirs. */
const THEIRS_ALONE = /^product\.promotions$/

const MANNERS = /\b(?:(?:can|could|would|will|do|did|should) (?:you|u)(?: (?:please|pls|know))?|thank you|tell me|help me)\b/giu
const OURS_IN_ENGLISH = /\b(?:you|your|yours|u|ur|yous|y'all|ya|(?<!(?:not|n't|isnt) )here|this|these|yall)\b/iu
/** What is asked about here of things bought or found there. */
const BOUGHT_THERE = /\b(?:on|from|through|via|off|with|using|by) (?:my )?(?:amazon|ebay|etsy|flipkart|shopee|lazada|walmart)\b|\b(?:in|at|than|like|as) (?:my )?\p{L}+\b.{0,12}\b(?:so|but|and|cheaper)\b|\b(?:than|like) \p{L}|\bprice ?match|\bcounter\b/iu
