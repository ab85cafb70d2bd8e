import { initialsOf } from './initials-of.ts'
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

function toneOf(id: string): number {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)!) % 9973
  return sum % tones
}
