import type { TestApp } from '../app.ts'
import { claimFails } from './claims.ts'
import { agentSays, deed, notes } from './deeds.ts'
import { brokenWords, mismatch, writtenAs, type Got } from './match.ts'
import type { PlacedLine, Play } from './parse-play.ts'
import { routingGiven } from './routing.ts'
import { given, opens, says, sendsAgain, setStage, type Ear, type Stage } from './stage.ts'

/** A play that did not go as written: shows both conversations up to where they part. */
class PlayFailed extends Error {
  constructor(play: Play, shown: string[]) {
    super(`${play.title}\n${shown.join('\n')}`)
    this.name = 'PlayFailed'
    this.stack = this.message
  }
}

/** Plays a play on the app. Every word that reaches a shopper must stand in it: one too many fails as one too few does. */
export async function perform(play: Play, test: TestApp, ear: Ear): Promise<void> {
  const stage = await setStage(test, ear)
  const shown: string[] = []
  for (const beat of beatsOf(play)) {
    shown.push(`  ${beat.cue.source}`)
    try {
      await enact(stage, beat.cue)
    } catch (error) {
      throw new PlayFailed(play, [...shown, `  ✗ line ${beat.cue.number}: ${error instanceof Error ? error.message : String(error)}`])
    }
    const [ok, lines] = compare(beat, stage.heard(), stage.speaker)
    shown.push(...lines)
    if (!ok) throw new PlayFailed(play, [...shown, ...(await instead(stage))])
    for (const then of beat.thens) {
      const so = await claimFails(stage, then)
      if (so !== null) throw new PlayFailed(play, [...shown, `- ${then.source}   (line ${then.number})`, `+ ${so}`])
      shown.push(`  ${then.source}`)
    }
  }
}

/** Something that happens, what must be heard because of it, and what must be so afterwards. */
interface Beat {
  cue: PlacedLine
  hears: PlacedLine[]
  thens: Extract<PlacedLine, { kind: 'then' }>[]
}

function beatsOf(play: Play): Beat[] {
  const beats: Beat[] = []
  for (const line of play.lines) {
    const current = beats.at(-1)
    if (line.kind === 'hears') current!.hears.push(line)
    else if (line.kind === 'then') current!.thens.push(line)
    else beats.push({ cue: line, hears: line.kind === 'agent-says' ? [line] : [], thens: [] })
  }
  return beats
}

async function enact(stage: Stage, cue: PlacedLine): Promise<void> {
  switch (cue.kind) {
    case 'given': return await routingGiven(stage, cue.text) ? undefined : given(stage, cue.text)
    case 'says': return says(stage, cue.who, { text: cue.text })
    case 'sends-photo': return says(stage, cue.who, { text: cue.text, photo: true })
    case 'sends-again': return sendsAgain(stage, cue.who)
    case 'opens': return opens(stage, cue.who)
    case 'agent-says': return agentSays(stage, cue.who, cue.text)
    case 'notes': return notes(stage, cue.who, cue.text)
    case 'deed': return deed(stage, cue.text)
    case 'hears': case 'then': throw new Error('what is heard and what is so follow from something that happens')
  }
}

/** The lines of a beat beside what came: `-` stands in the play and did not come, `+` came and does not stand in it. */
function compare({ cue, hears }: Beat, got: Got[], to: string): [boolean, string[]] {
  const lines: string[] = []
  let isOk = hears.length === got.length
  for (let at = 0; at < Math.max(hears.length, got.length); at++) {
    const [line, one] = [hears[at], got[at]]
    const why = line && one ? mismatch(line, one, to) ?? brokenIn(one) : 'alone'
    if (why === null) {
      if (line !== cue) lines.push(`  ${line!.source}`)
      continue
    }
    isOk = false
    if (line) lines.push(`- ${line.source}   (line ${line.number}${why === 'alone' ? '' : `: ${why}`})`)
    if (one) lines.push(`+ ${writtenAs(one)}`)
  }
  return [isOk, lines]
}

function brokenIn(got: Got): string | null {
  const broken = brokenWords(got)
  return broken === null ? null : `broken words: ${broken}`
}

/** What the bot made of the shopper's last message: the reader wants to know why. */
async function instead({ test, speaker }: Stage): Promise<string[]> {
  const { rows } = await test.app.db.query<{ understanding: { intent: string | null; confidence: number; mood: string } | null }>(
    `select m.understanding from message m join conversation c on c.id = m.conversation_id where c.external_id = $1 and m.speaker = 'shopper' order by m.seq desc limit 1`, [speaker])
  const made = rows[0]?.understanding
  return made ? [`  (understood: ${made.intent ?? 'nothing'}, ${made.confidence.toFixed(2)}, ${made.mood})`] : []
}
