/** What is searched for; empty: anything. */
export interface SearchForm {
  words: string
  orderNumber: string
  shopper: string
  tag: string
  queueId: string
  state: string
  agentId: string
  reason: string
  /** Days of this browser's calendar, 2026-11-22. */
  from: string
  to: string
}

export const emptyForm: SearchForm = { words: '', orderNumber: '', shopper: '', tag: '', queueId: '', state: '', agentId: '', reason: '', from: '', to: '' }

/** The form as the server's parameters: whole days, the last one included. */
export function paramsOf(form: SearchForm, cursor: string | null): URLSearchParams {
  const { from, to, ...rest } = form
  const params = new URLSearchParams(Object.entries(rest).map(([name, value]): [string, string] => [name, value.trim()]).filter(([, value]) => value !== ''))
  const begin = dayBegins(from, 0)
  const end = dayBegins(to, 1)
  if (begin !== null) params.set('from', String(begin))
  if (end !== null) params.set('to', String(end))
  if (cursor !== null) params.set('cursor', cursor)
  return params
}

/** True when nothing is searched for. */
export function isEmptyForm(form: SearchForm): boolean {
  return Object.values(form).every((value: string) => value.trim() === '')
}

// By the calendar, not by 24 hours: some days have 23 or 25.
function dayBegins(day: string, daysLater: number): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  return year ? new Date(Number(year), Number(month) - 1, Number(date) + daysLater).getTime() : null
}
