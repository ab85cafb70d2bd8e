import { Button, Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Escalation, Priority, SlaKind } from '../../../handoff/contract.ts'
import type { QueueSetting, SlaTarget } from '../../../handoff/contract.ts'
import { readQueues, readSla } from './settings-api.ts'
import { Part, SettingsPage } from './page.tsx'
import styles from './settings.module.css'
import { useLabel } from '../use-label.ts'
import { useSave, useSetting } from './use-settings.ts'

const readBoth = async (signal?: AbortSignal) => {
  const [{ targets }, { queues }] = await Promise.all([readSla(signal), readQueues(signal)])
  return { targets, queues }
}

/** How soon a shopper is answered, per queue and priority, in business time; and what happens when they are not. */
export function SlaPage() {
  const { t } = useTranslation('console')
  const label = useLabel()
  const data = useSetting('sla', readBoth)
  const [queueId, setQueueId] = useState<string | null>(null)
  return (
    <SettingsPage title={t('settings.sla.title')} what={t('settings.sla.what')} data={data}>
      {({ targets, queues }) => (
        <>
          <NativeSelect mb={14} label={t('settings.queue')} value={queueId ?? ''} data={[{ value: '', label: t('settings.everyQueue') }, ...queues.map((one: QueueSetting) => ({ value: one.id, label: label(one.label) }))]} onChange={({ currentTarget }) => setQueueId(currentTarget.value || null)} />
          {SlaKind.options.map((kind) => (
            <Part key={kind} title={t(`settings.sla.kind.${kind}`)}>
              <div className={styles.scroll}>
                <table className={styles.table}>
                  <thead><tr><th>{t('settings.sla.priority')}</th><th>{t('settings.sla.target')}</th><th>{t('settings.sla.warn')}</th><th>{t('settings.sla.onBreach')}</th><th aria-label={t('settings.save')} /></tr></thead>
                  <tbody>
                    {Priority.options.toReversed().map((priority) => {
                      const find = (id: string | null) => targets.find((one) => one.queueId === id && one.priority === priority && one.kind === kind)
                      const own = find(queueId)
                      const shown = own ?? { ...(find(null) ?? { targetMs: null, warnPercent: 75, onBreach: [] }), queueId, priority, kind }
                      return <TargetRow key={`${queueId}${priority}${JSON.stringify(shown)}`} target={shown} isOwn={own !== undefined && queueId !== null} />
                    })}
                  </tbody>
                </table>
              </div>
            </Part>
          ))}
        </>
      )}
    </SettingsPage>
  )
}

function TargetRow({ target, isOwn }: { target: SlaTarget; isOwn: boolean }) {
  const { t } = useTranslation('console')
  const { save, isBusy, fields } = useSave('sla')
  const [draft, setDraft] = useState(target)
  const name = t(`priority.${target.priority}`)
  const store = (isRemoved: boolean) => void save((deeds) => deeds.changeSla({ targets: [{ ...draft, isRemoved }] }))
  return (
    <tr>
      <th scope="row">{name} {isOwn && <span className={styles.tag}>{t('settings.sla.own')}</span>}</th>
      <td><NumberInput size="xs" w={110} suffix={` ${t('settings.sla.minutes')}`} min={0.5} max={43_200} aria-label={`${name}: ${t('settings.sla.target')}`} placeholder={t('settings.sla.none')} error={fields['targets.0.targetMs']} value={draft.targetMs === null ? '' : draft.targetMs / 60_000} onChange={(value) => setDraft({ ...draft, targetMs: typeof value === 'number' ? Math.round(value * 60_000) : null })} /></td>
      <td><NumberInput size="xs" w={80} suffix=" %" min={10} max={99} allowDecimal={false} aria-label={`${name}: ${t('settings.sla.warn')}`} value={draft.warnPercent} onChange={(value) => { if (typeof value === 'number') setDraft({ ...draft, warnPercent: value }) }} /></td>
      <td>
        <Checkbox.Group aria-label={`${name}: ${t('settings.sla.onBreach')}`} value={draft.onBreach} onChange={(onBreach) => setDraft({ ...draft, onBreach: onBreach.map((one) => Escalation.parse(one)) })}>
          <div className={styles.row}>{Escalation.options.map((one) => <Checkbox key={one} size="xs" value={one} label={t(`settings.sla.escalation.${one}`)} />)}</div>
        </Checkbox.Group>
      </td>
      <td className={styles.row}>
        <Button size="compact-xs" loading={isBusy} disabled={JSON.stringify(draft) === JSON.stringify(target)} aria-label={`${name}: ${t('settings.save')}`} onClick={() => store(false)}>{t('settings.save')}</Button>
        {isOwn && <Button size="compact-xs" variant="default" disabled={isBusy} aria-label={`${name}: ${t('settings.sla.asAll')}`} onClick={() => store(true)}>{t('settings.sla.asAll')}</Button>}
      </td>
    </tr>
  )
}
