import type { z } from 'zod'
import { isId } from '../../core/ids.ts'
import { refuse } from '../api/answer.ts'
import type { DeskAnswer, RouteContext } from '../api/answer.ts'
import { notFound } from '../api/deed.ts'
import { get, leads, post, readers } from '../api/route.ts'
import type { DeskRoute } from '../api/route.ts'
import { CalendarToSave, Empty, OffHoursChange, SlaChange } from '../contract.ts'
import { calendarsOf, offHoursOf, removeCalendar, saveCalendar, setOffHours, setSlaPolicies, slaPoliciesOf } from './set-times.ts'
import type { Refused } from './set-times.ts'

export const hoursRoutes: readonly DeskRoute[] = [
  get('/api/desk/calendars', readers, calendars),
  post('/api/desk/calendars', leads, CalendarToSave, addCalendar),
  post('/api/desk/calendars/:id', leads, CalendarToSave, replaceCalendar),
  post('/api/desk/calendars/:id/remove', leads, Empty, dropCalendar),
  get('/api/desk/off-hours', readers, offHours),
  post('/api/desk/off-hours', leads, OffHoursChange, changeOffHours),
  get('/api/desk/sla-policies', readers, slaPolicies),
  post('/api/desk/sla-policies', leads, SlaChange, changeSla),
]

async function calendars({ ports, agent }: Pick<RouteContext<unknown>, 'ports' | 'agent'>): Promise<DeskAnswer> {
  return { status: 200, body: await calendarsOf(ports, agent!) }
}

async function addCalendar(context: RouteContext<z.output<typeof CalendarToSave>>): Promise<DeskAnswer> {
  const answer = await saveCalendar(context.ports, context.agent!, context.body)
  return 'no' in answer ? refusalOf(answer) : calendars(context)
}

async function replaceCalendar(context: RouteContext<z.output<typeof CalendarToSave>>): Promise<DeskAnswer> {
  const id = context.params['id'] ?? ''
  const answer = isId(id) ? await saveCalendar(context.ports, context.agent!, context.body, id) : ({ no: 'not-found' } as const)
  return 'no' in answer ? refusalOf(answer) : calendars(context)
}

async function dropCalendar(context: RouteContext<unknown>): Promise<DeskAnswer> {
  const id = context.params['id'] ?? ''
  const answer = isId(id) ? await removeCalendar(context.ports, context.agent!, id) : ({ no: 'not-found' } as const)
  return answer === 'done' ? calendars(context) : refusalOf(answer)
}

async function offHours({ ports, agent }: Pick<RouteContext<unknown>, 'ports' | 'agent'>): Promise<DeskAnswer> {
  return { status: 200, body: await offHoursOf(ports, agent!) }
}

async function changeOffHours(context: RouteContext<z.output<typeof OffHoursChange>>): Promise<DeskAnswer> {
  const answer = await setOffHours(context.ports, context.agent!, context.body)
  return answer === 'done' ? offHours(context) : refusalOf(answer)
}

async function slaPolicies({ ports, agent }: Pick<RouteContext<unknown>, 'ports' | 'agent'>): Promise<DeskAnswer> {
  return { status: 200, body: await slaPoliciesOf(ports, agent!) }
}

async function changeSla(context: RouteContext<z.output<typeof SlaChange>>): Promise<DeskAnswer> {
  const answer = await setSlaPolicies(context.ports, context.agent!, context.body)
  return answer === 'done' ? slaPolicies(context) : refusalOf(answer)
}

function refusalOf(refusal: Refused | { no: 'not-found' }): DeskAnswer {
  if (refusal.no === 'not-found') return notFound()
  return refuse(400, 'bad-request', 'This cannot be kept: see `fields`.', { fields: refusal.problems })
}
