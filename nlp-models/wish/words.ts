/** How one language asks for a person. */
export interface WishWords {
  /** A message without any of these wishes no person. */
  hint: RegExp
  /** Where one thing said ends and the next begins. */
  breaks: RegExp
  ask: RegExp
  /** Wants no machine: as good as asking for a person. */
  noBot: RegExp
  callBack: RegExp
  /** Tells that it has been so: no wish, whatever else is made of it. */
  told: RegExp
  /** Beside these a wish that the model hears to be taken back is taken back. */
  takenBack: RegExp
  /** Asks whether one must. */
  needless: RegExp
  /** Stands right before a wish that is denied … */
  denied: RegExp
  /** … or right behind it. */
  deniedBehind: RegExp
  /** Begins what must come true first, before the wish … */
  condition: RegExp
  /** … or behind it. */
  conditionBehind: RegExp
  /** A time gone by, with … */
  past: RegExp
  /** … words that tell of it. */
  pastLead: RegExp
  /** Whose call is no person's of ours. */
  somebodyElse: RegExp
}
