/** What stops or removes something that was begun; run in reverse order. */
export type Undo = () => Promise<void> | void

/** What a bench is given: a folder that goes with it, a list of what to undo, and where to say what it is at. */
export interface Bench {
  folder: string
  undo: Undo[]
  say(line: string): void
}
