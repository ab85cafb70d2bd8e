import { isId } from '../../core/ids.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { notFound } from '../api/deed.ts'
import { doers, get, post, readers } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { Empty, ShopperNoteText } from '../contract.ts'
import type { ShopperNotes } from '../contract.ts'
import { removeShopperNote, shopperNotes, writeShopperNote } from './shopper-notes.ts'

/** What the team has written down about shoppers. */
export const shopperNoteRoutes: readonly DeskRoute[] = [
  get('/api/desk/shoppers/:id/notes', readers, list),
  post('/api/desk/shoppers/:id/notes', doers, ShopperNoteText, write),
  post('/api/desk/shopper-notes/:id/remove', doers, Empty, remove),
]

async function list({ ports, agent, params }: RouteContext<null>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const notes = isId(id) ? await shopperNotes(ports.db, agent!.team, id) : null
  return notes ? { status: 200, body: { notes } satisfies ShopperNotes } : notFound()
}

async function write({ ports, agent, params, body }: RouteContext<ShopperNoteText>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  const notes = isId(id) ? await writeShopperNote(ports, agent!, id, body) : null
  return notes ? { status: 200, body: { notes } satisfies ShopperNotes } : notFound()
}

async function remove({ ports, agent, params }: RouteContext<unknown>): Promise<DeskAnswer> {
  const id = params['id'] ?? ''
  return isId(id) && (await removeShopperNote(ports, agent!, id)) ? { status: 200, body: {} } : notFound()
}
