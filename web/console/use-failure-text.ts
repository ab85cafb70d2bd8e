import { useTranslation } from 'react-i18next'
import { ErrorCode, WhyNot } from '../../handoff/contract.ts'
import { failureText } from '../ui/failure-text.ts'
import { bodyOf } from '../ui/request.ts'

/** Says in words what went wrong with a request to the desk, and what to do. */
export function useFailureText(): (error: unknown) => string {
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  return (error) => failureText(error, tUi, (code, by) => {
    const known = ErrorCode.safeParse(code)
    // A cursor is the page's own affair: nobody sees it fail.
    if (!known.success || known.data === 'bad-cursor') return null
    const { data: why } = WhyNot.safeParse(bodyOf(error)['why'])
    if (why && why !== 'state') return t(`whyNot.${why}`)
    if (known.data === 'not-yours' && by === null) return t('error.not-yours-now')
    return t(`error.${known.data}`, { by: by ?? t('error.someone') })
  })
}
