import { deed } from '../api/deed.ts'
import { doers, post } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { FactSet } from '../contract.ts'
import { setFact } from './set-fact.ts'

/** What is known, set right. */
export const factRoutes: readonly DeskRoute[] = [
  post('/api/desk/conversations/:id/facts', doers, FactSet, (context) => deed(context, (id, agent) => setFact(context.ports, id, agent, context.body))),
]
