import type { TFunction } from 'i18next'
import { RequestError } from './request.ts'

/** A failed request in words that say what to do. Codes a page has its own words for are asked first. */
export function failureText(error: unknown, t: TFunction<'ui'>, ofCode: (code: string, by: string | null) => string | null = () => null): string {
  if (!(error instanceof RequestError)) return t('error.strange')
  const { refusal } = error
  switch (refusal.kind) {
    case 'unreachable': return t('error.unreachable')
    case 'strange': return t('error.strange')
    case 'server': return ofStatus(refusal.status, t)
    case 'said': return ofCode(refusal.code, refusal.by) ?? refusal.message
  }
}

function ofStatus(status: number, t: TFunction<'ui'>): string {
  if (status === 429) return t('error.tooMuch')
  return status >= 500 ? t('error.server') : t('error.refused')
}
