import type { Shopper } from './contender.ts'

/** How hard to ask, and for how long at most. */
export interface Load {
  /** Shoppers who talk at the same time; each asks again as soon as the answer is there. */
  seats: number
  turns: number
  atMostMs: number
}

export interface Drive {
  /** Of each turn, from the message sent to the first reply received. */
  ms: number[]
  turnsPerS: number
}

/** A shopper leaves after so many questions and another takes the seat. */
const questionsEach = 12

/** Lets shoppers talk until all turns are done or the time is over. Throws when one of them gets no answer. */
export async function drive(open: () => Shopper | Promise<Shopper>, questions: string[][], load: Load): Promise<Drive> {
  const startedAt = performance.now()
  const until = startedAt + load.atMostMs
  const ms: number[] = []
  let begun = 0
  let conversations = 0
  const isOver = () => begun >= load.turns || performance.now() > until
  const converse = async () => {
    const number = conversations++
    const lines = questions[number % questions.length]!
    const shopper = await open()
    for (let asked = 0; asked < questionsEach && !isOver(); asked++) {
      begun += 1
      const sentAt = performance.now()
      await shopper.says(lines[(number * questionsEach + asked) % lines.length]!)
      ms.push(performance.now() - sentAt)
    }
    shopper.leave()
  }
  const seat = async () => {
    while (!isOver()) await converse()
  }
  await Promise.all(Array.from({ length: load.seats }, seat))
  return { ms, turnsPerS: ms.length / ((performance.now() - startedAt) / 1000) }
}
