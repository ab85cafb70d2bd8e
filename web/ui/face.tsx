import styles from './face.module.css'

const tones = 6

/** A round with the person's initials; its tone comes from their id, so that two Anas differ. */
export function Face({ id, name, size = 32 }: { id: string; name: string; size?: number }) {
  return (
    <span className={styles.face} data-tone={toneOf(id)} style={{ width: size, height: size, fontSize: size * 0.4 }} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}

/** One Chinese character, or the first letters of the first and last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const [first = '?'] = words
  const letters = [...first]
  if (/\p{Script=Han}/u.test(first)) return letters[0]!
  const last = words.length > 1 ? ([...words.at(-1)!][0] ?? '') : ''
  return `${letters[0]}${last}`.toLocaleUpperCase()
}

function toneOf(id: string): number {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)!) % 9973
  return sum % tones
}
