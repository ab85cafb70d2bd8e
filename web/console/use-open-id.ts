import { useEffect, useState } from 'react'

const base = '/desk/conversations/'

/** Which conversation is open: it stands in the address, so that a reload, a link and the Back button work. */
export function useOpenId(): [string | null, (id: string | null) => void] {
  const [id, setId] = useState(idInAddress)
  useEffect(() => {
    const follow = () => setId(idInAddress())
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])
  const open = (next: string | null) => {
    if (next === idInAddress()) return
    history.pushState(null, '', next === null ? '/desk' : `${base}${encodeURIComponent(next)}`)
    setId(next)
  }
  return [id, open]
}

function idInAddress(): string | null {
  if (!location.pathname.startsWith(base)) return null
  try {
    return decodeURIComponent(location.pathname.slice(base.length)) || null
  } catch {
    return null
  }
}
