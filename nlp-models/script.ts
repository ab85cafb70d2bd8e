// Which Chinese script a shopper writes, so that the answer comes in the same one.
import { Converter } from 'opencc-js/t2cn'

// Everyday traditional text uses these too, though each is also the simplified form of another character.
const BOTH = new Set('后里面只台干松几千云谷咸舍征丑曲出斗卷胡系周表范冲困杰折朴郁么准布占吃扎岩回向游制志余借克合同采家幸愿御旋核欲歼沾泄症筑苏证借价刮升并征担据杆板极柜栗梁棱注淀温漓炉烟熏札皂秋秃签累纤致舍苹蔑虫蜡蝎谥赞跖迹适郁酸里钟闲隶雇霉面麻黄')

let tables: { traditional: Set<string>; simplified: Set<string> } | undefined

/** The script the text is written in; `none` when it has no character that tells (also: no Chinese at all). */
export function scriptOf(text: string): 'Hans' | 'Hant' | 'none' {
  tables ??= buildTables()
  let traditional = 0
  let simplified = 0
  for (const character of text.slice(0, 1024)) {
    if (tables.traditional.has(character)) traditional++
    else if (tables.simplified.has(character)) simplified++
  }
  if (traditional === 0 && simplified === 0) return 'none'
  return traditional >= simplified ? 'Hant' : 'Hans'
}

function buildTables() {
  const convert = Converter({ from: 't', to: 'cn' })
  const traditional = new Set<string>()
  const simplified = new Set<string>()
  for (let code = 0x4e00; code <= 0x9fff; code++) {
    const character = String.fromCharCode(code)
    const folded = convert(character)
    if (folded === character) continue
    traditional.add(character)
    if (!BOTH.has(folded)) simplified.add(folded)
  }
  for (const character of traditional) simplified.delete(character)
  return { traditional, simplified }
}
