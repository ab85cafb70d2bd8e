/** The shop's choices about how the bot talks. */
export interface DialogPolicy {
  /** How often one thing is asked in all before a person is offered. */
  asks: number
  /** Wrong order numbers or proofs before a person takes over, so that nobody can probe orders. */
  proofs: number
  /** Messages in a row that are not understood before a person takes over. */
  misses: number
  /** From this confidence on an intent needs no rival check. */
  sure: number
  /** Below this an intent is more often wrong than right and is asked about. */
  unsure: number
  /** A rejected message whose best guess has this much is asked about. */
  guess: number
  /** Two intents closer than this are asked about. */
  margin: number
  /** A message in the middle of a dialog counts as a side question from here on. */
  aside: number
  /** IANA name: the clock by which shoppers say times. */
  timeZone: string
}

export const defaultDialogPolicy: DialogPolicy = { asks: 3, proofs: 5, misses: 3, sure: 0.6, unsure: 0.45, guess: 0.3, margin: 0.15, aside: 0.5, timeZone: 'UTC' }
