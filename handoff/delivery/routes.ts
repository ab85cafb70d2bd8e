import type { z } from 'zod'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { deed } from '../api/deed.ts'
import { doers, post, postBytes } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { Empty, ReadUpTo } from '../contract.ts'
import { readUpTo } from './read-up-to.ts'
import { tryAgain } from './try-again.ts'
import { upload } from './upload.ts'

/** What becomes of words and files between agent and shopper. */
export const deliveryRoutes: readonly DeskRoute[] = [
  post('/api/desk/conversations/:id/messages/:seq/retry', doers, Empty, again),
  post('/api/desk/conversations/:id/read', doers, ReadUpTo, read),
  postBytes('/api/desk/conversations/:id/uploads', doers, upload),
]

function again(context: RouteContext<unknown>): Promise<DeskAnswer> {
  const seq = Number(context.params['seq'] ?? NaN)
  return deed(context, (id, agent) => tryAgain(context.ports, id, agent, Number.isInteger(seq) && seq > 0 && seq <= 2147483647 ? seq : 0))
}

function read(context: RouteContext<z.output<typeof ReadUpTo>>): Promise<DeskAnswer> {
  return deed(context, (id, agent) => readUpTo(context.ports, id, agent, Math.min(context.body.seq, 2147483647)))
}
