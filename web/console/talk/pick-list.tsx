import { useEffect, useRef } from 'react'
import styles from './composer.module.css'

export interface Pick {
  id: string
  title: string
  what: string
}

interface Props {
  label: string
  picks: Pick[]
  at: number
  none: string
  onPick(id: string): void
}

/** Id of one choice, for `aria-activedescendant` of the box that has the focus. */
export function pickId(at: number): string {
  return `composer-pick-${at}`
}

/** What the box offers while one writes: the focus stays in the box, arrows walk, Enter takes. */
export function PickList({ label, picks, at, none, onPick }: Props) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  if (picks.length === 0) return <p className={styles.none}>{none}</p>
  return (
    <ul ref={list} className={styles.picks} role="listbox" aria-label={label}>
      {picks.map((one, place) => (
        // The box keeps the focus: a press must not take it away before the click is done.
        <li key={one.id} id={pickId(place)} role="option" aria-selected={place === at} onMouseDown={(event) => event.preventDefault()} onClick={() => onPick(one.id)}>
          <strong>{one.title}</strong> <span>{one.what}</span>
        </li>
      ))}
    </ul>
  )
}
