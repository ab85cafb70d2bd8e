import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReasonClass, WhoSpeaks } from '../../../handoff/contract.ts'
import type { OffHoursRule } from '../../../handoff/contract.ts'
import { readOffHours, readQueues } from './settings-api.ts'
import { Part, SettingsPage } from './page.tsx'
import styles from './settings.module.css'
import { useLabel } from '../use-label.ts'
import { useSave, useSetting } from './use-settings.ts'

const readBoth = async (signal?: AbortSignal) => {
  const [{ rules }, { queues }] = await Promise.all([readOffHours(signal), readQueues(signal)])
  return { rules, queues }
}

const rows = [{ isOpen: true, isSomebodyThere: false }, { isOpen: false, isSomebodyThere: true }, { isOpen: false, isSomebodyThere: false }]

/** The one table that says who speaks when somebody asks for a person and the desk is closed or empty. */
export function OffHoursPage() {
  const { t } = useTranslation('console')
  const label = useLabel()
  const data = useSetting('off-hours', readBoth)
  const { save, isBusy } = useSave('off-hours')
  const [queueId, setQueueId] = useState<string | null>(null)
  return (
    <SettingsPage title={t('settings.offHours.title')} what={t('settings.offHours.what')} data={data}>
      {({ rules, queues }) => {
        const ownOf = (cell: Omit<OffHoursRule, 'speaks'>) => rules.find((rule) => rule.queueId === cell.queueId && isSame(rule, cell))?.speaks ?? null
        const change = (cell: Omit<OffHoursRule, 'speaks'>, speaks: WhoSpeaks | null) => void save((deeds) => deeds.changeOffHours({ rules: [{ ...cell, speaks }] }))
        return (
          <Part title={t('settings.offHours.title')}>
            <NativeSelect className={styles.wide!} label={t('settings.queue')} value={queueId ?? ''} data={[{ value: '', label: t('settings.everyQueue') }, ...queues.map((one) => ({ value: one.id, label: label(one.label) }))]} onChange={({ currentTarget }) => setQueueId(currentTarget.value || null)} />
            <div className={styles.scroll}>
              <table className={styles.table}>
                <thead><tr><th />{ReasonClass.options.map((one) => <th key={one} scope="col">{t(`settings.offHours.class.${one}`)}</th>)}</tr></thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={`${row.isOpen}${row.isSomebodyThere}`}>
                      <th scope="row">{t(row.isOpen ? 'settings.offHours.open' : 'settings.offHours.closed')}, {t(row.isSomebodyThere ? 'settings.offHours.there' : 'settings.offHours.nobody')}</th>
                      {ReasonClass.options.map((reasonClass) => {
                        const cell = { queueId, ...row, reasonClass }
                        const general = ownOf({ ...cell, queueId: null })
                        const options = [...(queueId === null ? [] : [{ value: '', label: `${t('settings.offHours.asAll')}${general ? ` (${t(`settings.offHours.who.${general}`)})` : ''}` }]), ...WhoSpeaks.options.map((one) => ({ value: one, label: t(`settings.offHours.who.${one}`) }))]
                        return <td key={reasonClass}><NativeSelect size="xs" disabled={isBusy} aria-label={`${t(`settings.offHours.class.${reasonClass}`)}, ${t(row.isOpen ? 'settings.offHours.open' : 'settings.offHours.closed')}, ${t(row.isSomebodyThere ? 'settings.offHours.there' : 'settings.offHours.nobody')}`} value={ownOf(cell) ?? ''} data={options} onChange={({ currentTarget }) => change(cell, currentTarget.value === '' ? null : WhoSpeaks.parse(currentTarget.value))} /></td>
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Part>
        )
      }}
    </SettingsPage>
  )
}

function isSame(a: Omit<OffHoursRule, 'speaks' | 'queueId'>, b: Omit<OffHoursRule, 'speaks' | 'queueId'>): boolean {
  return a.isOpen === b.isOpen && a.isSomebodyThere === b.isSomebodyThere && a.reasonClass === b.reasonClass
}
