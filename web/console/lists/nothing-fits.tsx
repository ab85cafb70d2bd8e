import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/empty.tsx'

/** Says that nothing passed the filters, and offers to clear them. */
export function NothingFits({ others, onClear }: { others: number; onClear(): void }) {
  const { t } = useTranslation('console')
  return <Empty icon="filter" title={t('lines.noneFits')} what={t('lines.noneFitsWhat', { count: others })}><Button size="xs" variant="default" onClick={onClear}>{t('lines.clearAll')}</Button></Empty>
}
