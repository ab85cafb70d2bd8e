/** True of a key that belongs to an input method: while Chinese is written, Enter chooses a word and Escape lets go of it. */
export function isComposing(event: KeyboardEvent): boolean {
  // Safari has ended the composition by the time it tells of the Enter that did it; only the old code still says so.
  return event.isComposing || event.keyCode === 229
}
