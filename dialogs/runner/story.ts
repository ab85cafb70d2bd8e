/** As many letters as a story takes; Chinese says it in fewer. */
const STORY = { latin: 60, han: 18 }

/** Long enough to tell what happened, whatever it was taken for. */
export function isStory(text: string): boolean {
  return [...text.trim()].length >= (/\p{Script=Han}/u.test(text) ? STORY.han : STORY.latin)
}
