// Which language a message is in: by script first, then by the small words that betray a language in few letters.

const WORDS: Record<string, string> = {
  en: "i you he she it we they my your me is are was be do does did have has had the a an and or not no yes to of in on for with at from can could would will what when where why how who which this that these please thanks hi hello order refund return size delivery shipping my as if come comes again never here buy buying orders refunds returns i'm it's don't can't want need get got any if but just still been there one am so up out about after ok okay hey price cost pay card money help where's what's got back",
  es: 'el los las una por para con que qué está estoy mi donde dónde cuando cuándo como cómo pedido quiero puedo gracias hola por favor tengo del muy pero no sí hacer devolver envío cuánto cuesta es yo',
  fr: "le les des une est je vous mon ma où quand comment pour avec pas ne commande merci bonjour veux puis-je c'est j'ai du au sur qui votre livraison combien coûte suis et dans",
  de: 'der die das und ich ist nicht ein eine mein meine wo wann wie bitte danke hallo bestellung kann mit für auf habe haben wird noch zurück sie es zu den dem paket',
  it: 'il lo gli una per con che è sono mio mia dove quando come ordine vorrei grazie ciao posso ho non della del di questo spedizione quanto costa',
  pt: 'o os as um uma por para com que é estou meu minha onde quando como pedido quero obrigado olá posso tenho não do da em está quanto custa entrega',
  nl: 'de het een en ik is niet mijn waar wanneer hoe met voor bestelling graag dank hallo kan heb van op dit dat zijn nog pakket',
  id: 'saya kamu anda yang dan di ke dari ini itu tidak bisa pesanan apa kapan bagaimana mau sudah belum barang kirim berapa harga ada dengan',
  tr: 've bir bu ben ne zaman nerede nasıl siparişim için değil var yok teşekkürler merhaba kargo istiyorum iade mi',
  pl: 'i w na nie jest moje gdzie kiedy jak zamówienie proszę dziękuję dzień dobry czy mam chcę to się za z do',
  vi: 'tôi bạn của là không có và cho khi nào ở đâu đơn hàng muốn được này với xin chào cảm ơn',
}

// All syllables of pinyin without tones, by what they begin with ("v" stands for "ü"): of English words few consist of them, and four in a row hardly ever.
const SYLLABLE = new RegExp(`^(?:${[
  '[bpmf](?:a|an|ang|ei|en|eng|o|u)', '[bpm](?:ai|ao|i|ian|iao|ie|in|ing)', '[pmf]ou', 'm(?:e|iu)',
  '[dtnl](?:a|ai|an|ang|ao|e|ei|eng|i|ian|iao|ie|ing|ong|ou|u|uan|uo)', '[nl](?:iang|in|iu|v|ve|ue)', 'dia|diu|lia|[dtl]un|[dt]ui|den|nen',
  '(?:[gkh]|[zcs]h?)(?:a|ai|an|ang|ao|e|en|eng|ou|u|uan|ui|un|uo)', '(?:[gkh]|[zc]h?|s)ong', '[gkhz]ei|[zs]hei|(?:[gkh]|[zcs]h)(?:ua|uai|uang)', '(?:[zcs]h?|r)i',
  'r(?:an|ang|ao|e|en|eng|ong|ou|u|uan|ui|un|uo)', '[jqx](?:i|ia|ian|iang|iao|ie|in|ing|iong|iu|u|uan|ue|un)',
  'y(?:a|an|ang|ao|e|i|in|ing|o|ong|ou|u|uan|ue|un)', 'w(?:a|ai|an|ang|ei|en|eng|o|u)', 'a|ai|an|ang|ao|e|ei|en|er|o|ou',
].join('|')})$`)
const SHOP_PINYIN = /(?:kuaidi|tuikuan|tuihuo|huanhuo|fahuo|kefu|rengong|wuliu|dingdan|baoyou|yunfei|chima|youhui|fapiao|duoshao|shenme|nihao|zaima|baobei|maijia|qingwen)/

const SMALL_PINYIN = new Set('wo ni nin ta yao mei zai zenme zhege nage shi bu jiu hai ge dou neng xiang'.split(' '))

const profiles = Object.entries(WORDS).map(([language, words]) => ({ language, words: new Set(words.split(' ')) }))

/**
 * The language of the text among those known; `null` when the text does not tell (digits, emoji, a name), `'und'` when it is plainly in a
 * language that is not known. Looks at 512 characters at most.
 */
export function detectLanguage(text: string, known: string[]): string | null {
  const head = text.slice(0, 512).normalize('NFKC').toLowerCase()
  const counts = countScripts(head)
  if (counts.letters === 0) return null
  if (counts.kana > 0 && counts.kana * 5 >= counts.han) return nameOf('ja', known)
  if (counts.han > 0 && counts.han * 4 >= counts.latin) return nameOf('zh', known)
  if (counts.other > counts.latin) return 'und'
  return detectLatin(head, known)
}

function countScripts(text: string) {
  const counts = { letters: 0, han: 0, kana: 0, latin: 0, other: 0 }
  for (const character of text) {
    if (character <= '\x7f') {
      if (character < 'a' || character > 'z') continue
      counts.letters++
      counts.latin++
      continue
    }
    if (!/\p{L}/u.test(character)) continue
    counts.letters++
    if (/\p{Script=Han}/u.test(character)) counts.han++
    else if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)) counts.kana++
    else if (/\p{Script=Latin}/u.test(character)) counts.latin++
    else counts.other++
  }
  return counts
}

function detectLatin(text: string, known: string[]): string | null {
  const words = text.match(/[\p{L}'-]+/gu) ?? []
  const votes = profiles.map(({ language, words: profile }) => ({ language, hits: words.filter((word) => profile.has(word)).length }))
  const english = votes[0]!.hits
  const best = votes.reduce((a, b) => (b.hits > a.hits ? b : a))
  if (isPinyin(words, english)) return nameOf('zh', known)
  // A foreign language must be clearly ahead: "me", "die" and "no" are words of several.
  if (best.language !== 'en' && best.hits >= 2 && best.hits > english * 1.5) return nameOf(best.language, known)
  if (english > 0) return nameOf('en', known)
  return null
}

function isPinyin(words: string[], english: number): boolean {
  if (words.length === 0 || !words.every(isSyllables)) return false
  if (SHOP_PINYIN.test(words.join(''))) return true
  // "you" and "me" are words of both.
  return english <= 1 && words.length >= (english === 0 ? 4 : 5) || (english === 0 && words.length >= 2 && words.some((word) => SMALL_PINYIN.has(word)))
}

/** Whether the word is a run of pinyin syllables. By table, not by one expression: that would backtrack without end on a crafted word. */
function isSyllables(word: string): boolean {
  if (word.length > 24) return false
  const reached = [true]
  for (let end = 1; end <= word.length; end++) {
    reached[end] = false
    for (let start = Math.max(0, end - 6); start < end && !reached[end]; start++) reached[end] = reached[start]! && SYLLABLE.test(word.slice(start, end))
  }
  return reached[word.length]!
}

function nameOf(language: string, known: string[]): string {
  return known.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? 'und'
}

/** What is kept by language, in this one; without its region where that is not known, in English where it is not known at all. */
export function orEnglish<T>(kept: Record<string, T>, language: string): T {
  return kept[language] ?? kept[language.split('-')[0]!] ?? kept['en']!
}
