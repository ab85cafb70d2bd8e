import { useEffect, useState } from 'react'
import { keep, kept } from '../ui/kept.ts'
import { signInAs } from './shop-api.ts'

/** Who the visitor is: nobody in particular, or a demo customer. */
export type Shopper = { kind: 'guest' } | { kind: 'customer'; id: string; name: string }

const keptUnder = 'baton.shop.shopper'

/** The visitor of this browser, kept over reloads and the same in every tab, with the two ways to change. */
export function useShopper() {
  const [shopper, setShopper] = useState<Shopper>(keptShopper)
  useEffect(() => {
    // Comes only from other tabs; without a key everything was forgotten.
    const follow = ({ key }: StorageEvent) => {
      if (key === null || key === keptUnder) setShopper(keptShopper())
    }
    addEventListener('storage', follow)
    return () => { removeEventListener('storage', follow) }
  }, [])
  const become = (next: Shopper) => {
    keep(keptUnder, next.kind === 'guest' ? null : JSON.stringify(next))
    setShopper(next)
  }
  return {
    shopper,
    signOut: () => become({ kind: 'guest' }),
    signIn: async (customerId: string) => {
      const { customer } = await signInAs(customerId)
      become({ kind: 'customer', id: customer.id, name: customer.name })
    },
  }
}

function keptShopper(): Shopper {
  const text = kept(keptUnder)
  if (!text) return { kind: 'guest' }
  try {
    const { id, name } = JSON.parse(text) as Record<string, unknown>
    if (typeof id === 'string' && typeof name === 'string') return { kind: 'customer', id, name }
  } catch {
    // Somebody changed what was kept: begin as a guest.
  }
  return { kind: 'guest' }
}
