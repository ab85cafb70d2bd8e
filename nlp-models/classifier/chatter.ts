// What stands around a request and says nothing of it: "hi sir … please", "good morning … thank you so much". Who wrote the training lines left it out; people in a chat do not.

const HEAD = new Set(['hi', 'hii', 'hiii', 'hello', 'helo', 'hey', 'hiya', 'heya', 'hlo', 'yo', 'greetings', 'namaste', 'gm', 'dear', 'sir', 'madam', 'mam', 'maam', "ma'am", 'sorry', 'please', 'pls', 'plz', 'kindly', 'ok', 'okay', 'so', 'well', 'actually', 'um', 'hmm', 'oh'])
const HEAD_PAIR = /^(?:good (?:morning|afternoon|evening|day)|excuse me|(?:hi|hello|hey) (?:there|team|all|everyone))$/
const TAIL = new Set(['please', 'pls', 'plz', 'kindly', 'thanks', 'thank', 'thx', 'tnx', 'ty', 'sir', 'madam', 'mam', 'maam', "ma'am", 'bro', 'dear', 'ok', 'okay'])
const TAIL_PHRASE = /(?:^| )(thank(?:s| you| u)(?: a lot| so much| very much| in advance)?)$/
/** Words that alone are no request. */
const BLAND = new Set(['i', 'you', 'u', 'me', 'my', 'it', 'a', 'an', 'the', 'to', 'of', 'for', 'and', 'is', 'am', 'are', 'do', 'be', 'so', 'in', 'on', 'this', 'that', 'can', 'could', 'will', 'would', 'there', 'with', 'your', 'we'])
const MARK = /^[?!]$/
const SAYS = /[\p{L}\p{N}]/u

/** The words of a line without the chatter at both its ends; all of them when nothing else is said. Marks stay. */
export function withoutChatter(tokens: string[]): string[] {
  const from = headEnd(tokens)
  const until = tailStart(tokens, from)
  const said = tokens.slice(from, until)
  if (!said.some((token) => SAYS.test(token) && !BLAND.has(token))) return tokens
  return [...said, ...tokens.slice(until).filter((token) => MARK.test(token))]
}

function headEnd(tokens: string[]): number {
  let from = 0
  while (from < tokens.length) {
    if (HEAD_PAIR.test(`${tokens[from]} ${tokens[from + 1] ?? ''}`)) from += 2
    else if (HEAD.has(tokens[from]!)) from += 1
    else break
  }
  return from
}

const LONGEST_TAIL = 5

function tailStart(tokens: string[], from: number): number {
  let until = tokens.length
  while (until > from) {
    const phrase = TAIL_PHRASE.exec(tokens.slice(Math.max(from, until - LONGEST_TAIL), until).join(' '))?.[1]
    if (phrase) until -= phrase.split(' ').length
    else if (TAIL.has(tokens[until - 1]!) || MARK.test(tokens[until - 1]!)) until -= 1
    else break
  }
  return until
}
