import { AgentNote, AgentReply, Complete, Empty, HandBack, Presence, SignIn, Transfer } from './contract.ts'
import * as answers from './api/answers.ts'
import { doers, everybody, get, leads, post, readers } from './api/route.ts'
import type { DeskRoute } from './api/route.ts'
import { auditRoutes } from './audit/routes.ts'
import { guardRoutes } from './guard/routes.ts'
import { hoursRoutes } from './hours/routes.ts'
import { file } from './feed/files.ts'
import { finishOidc, signInWays, startOidc } from './people/oidc.ts'
import { deliveryRoutes } from './delivery/routes.ts'
import { lifeRoutes } from './deeds/routes.ts'
import { promiseRoutes } from './promises/routes.ts'
import { wrapUpRoutes } from './wrap-up/routes.ts'
import { mentionRoutes } from './mentions/routes.ts'
import { factRoutes } from './facts/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { shopperNoteRoutes } from './shopper-notes/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { slaRoutes } from './sla/routes.ts'
import { quickReplyRoutes } from './quick-replies/routes.ts'
import { queueRoutes } from './queue/routes.ts'
import { shopActionRoutes } from './shop-actions/routes.ts'
import { suggestionRoutes } from './suggestions/routes.ts'
import { tagRoutes } from './tags/routes.ts'
import { targetRoutes } from './targets/routes.ts'
import { teamRoutes } from './teams/routes.ts'

/** Every route of the desk API. A route without roles cannot be written. */
export const deskRoutes: readonly DeskRoute[] = [
  post('/api/desk/sign-in', 'anyone', SignIn, answers.signIn),
  get('/api/desk/sign-in-ways', 'anyone', signInWays),
  get('/api/desk/oidc/start', 'anyone', startOidc),
  get('/api/desk/oidc/callback', 'anyone', finishOidc),
  post('/api/desk/sign-out', everybody, Empty, answers.signOut),
  get('/api/desk/me', everybody, answers.me),
  get('/api/desk/snapshot', readers, answers.snapshot),
  get('/api/desk/changes', readers, answers.changes),
  post('/api/desk/presence', doers, Presence, answers.presence),
  get('/api/desk/conversations/:id', readers, answers.conversation),
  get('/api/desk/conversations/:id/messages', readers, answers.messages),
  get('/api/desk/conversations/:id/uploads/:uploadId', readers, file),
  post('/api/desk/conversations/:id/claim', doers, Empty, answers.claim),
  post('/api/desk/conversations/:id/take-over', leads, Empty, answers.takeOver),
  post('/api/desk/conversations/:id/reply', doers, AgentReply, answers.reply),
  post('/api/desk/conversations/:id/note', doers, AgentNote, answers.note),
  post('/api/desk/conversations/:id/typing', doers, Empty, answers.typing),
  post('/api/desk/conversations/:id/hand-back', doers, HandBack, answers.handBack),
  post('/api/desk/conversations/:id/complete', doers, Complete, answers.complete),
  post('/api/desk/conversations/:id/transfer', doers, Transfer, answers.transfer),
  post('/api/desk/left-messages/:id/done', doers, Empty, answers.leftMessageDone),
  post('/api/desk/left-messages/:id/take-up', doers, Empty, answers.leftMessageTakeUp),
  { ...get('/api/handoffs/:id/initiate', readers, answers.initiate), allowsOperator: true },
  ...queueRoutes,
  ...lifeRoutes,
  ...wrapUpRoutes,
  ...promiseRoutes,
  ...peopleRoutes,
  ...auditRoutes,
  ...hoursRoutes,
  ...slaRoutes,
  ...guardRoutes,
  ...quickReplyRoutes,
  ...tagRoutes,
  ...deliveryRoutes,
  ...mentionRoutes,
  ...suggestionRoutes,
  ...shopActionRoutes,
  ...searchRoutes,
  ...factRoutes,
  ...shopperNoteRoutes,
  ...targetRoutes,
  ...teamRoutes,
]

/** Who may open the consoles' socket, which is no route: it is taken over before one is looked for. */
export const deskSocket = { path: '/api/desk/socket', roles: readers } as const
