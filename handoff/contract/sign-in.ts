import { z } from 'zod'
import { Id, Role } from './words.ts'

export const SignIn = z.strictObject({ email: z.string().trim().toLowerCase().min(3).max(254), password: z.string().min(1).max(1024) })
export type SignIn = z.infer<typeof SignIn>

/** The signed-in agent. `csrf` goes back in the header `X-Baton-CSRF` of every request that is not a GET. */
export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  team: z.string(),
  /** BCP-47, the one the agent reads best first: the card is written in it. */
  languages: z.array(z.string()),
  /** Queue skills; empty means every skill. */
  skills: z.array(z.string()),
  capacity: z.int(),
  /** A console says so often that it is there: POST /api/desk/presence. */
  beatMs: z.int().min(1000),
  isAway: z.boolean(),
  csrf: z.string(),
})
export type Me = z.infer<typeof Me>
