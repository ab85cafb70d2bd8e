/** A bot that is measured, in a process of its own. */
export interface Contender {
  name: string
  url: string
  pid: number
  /** The database server beside it, when it has one. */
  databasePid?: number
  stop(): Promise<void>
}

/** One shopper in one conversation. `says` resolves when the first reply to these words has arrived. */
export interface Shopper {
  says(text: string): Promise<void>
  leave(): void
}
