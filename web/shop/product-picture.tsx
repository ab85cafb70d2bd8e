import { drawingOf } from './product-drawings.ts'
import styles from './product-picture.module.css'

const tones = 7

/** The article as a flat drawing, in a tone of its own. */
export function ProductPicture({ id, category }: { id: string; category: string }) {
  return (
    <svg className={styles.picture} data-tone={toneOf(id)} viewBox="-30 -14 160 128" aria-hidden="true">
      <ellipse className={styles.ground} cx={50} cy={90} rx={42} ry={5} />
      {drawingOf(id, category).map(([tone, path]) => <path key={path} className={styles[tone]} d={path} />)}
    </svg>
  )
}

function toneOf(id: string): number {
  let sum = 7
  for (const letter of id) sum = (sum * 33 + letter.codePointAt(0)!) % 9973
  return sum % tones
}
