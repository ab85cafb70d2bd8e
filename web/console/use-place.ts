import { useEffect, useState } from 'react'
import { step } from './steps.ts'

/** What the desk shows beside its top bar. `page` is of the settings. */
export type Place = { kind: 'talks'; id: string | null } | { kind: 'board' } | { kind: 'settings'; page: string | null }

const talks = '/desk/conversations/'
const settings = '/desk/settings'

/** Where in the desk one is: it stands in the address, so that a reload, a link and the Back button work. */
export function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState(() => placeOf(location.pathname))
  useEffect(() => {
    const follow = () => {
      step()
      setPlace(placeOf(location.pathname))
    }
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])
  const go = (next: Place) => {
    step()
    const path = pathOf(next)
    if (path !== location.pathname) history.pushState(null, '', path)
    setPlace(next)
  }
  return [place, go]
}

/** The address of a place. */
export function pathOf(place: Place): string {
  switch (place.kind) {
    case 'talks': return place.id === null ? '/desk' : `${talks}${encodeURIComponent(place.id)}`
    case 'board': return '/desk/board'
    case 'settings': return place.page === null ? settings : `${settings}/${encodeURIComponent(place.page)}`
  }
}

/** The place of an address; whatever is not known is the list of conversations. */
export function placeOf(path: string): Place {
  if (path === '/desk/board') return { kind: 'board' }
  if (path === settings || path.startsWith(`${settings}/`)) return { kind: 'settings', page: decoded(path.slice(settings.length + 1)) }
  return { kind: 'talks', id: path.startsWith(talks) ? decoded(path.slice(talks.length)) : null }
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part) || null
  } catch {
    return null
  }
}
