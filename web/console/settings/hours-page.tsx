import { ActionIcon, Button, Checkbox, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { weekdays } from '../../../handoff/contract.ts'
import type { CalendarSetting, CalendarToSave, Period, QueueSetting, SpecialDay } from '../../../handoff/contract.ts'
import { Icon } from '../../ui/icon.tsx'
import { readCalendars, readQueues } from './settings-api.ts'
import { Part, SettingsPage } from './page.tsx'
import styles from './settings.module.css'
import { useLabel } from '../use-label.ts'
import { useSave, useSetting } from './use-settings.ts'

const readBoth = async (signal?: AbortSignal) => {
  const [{ calendars }, { queues }] = await Promise.all([readCalendars(signal), readQueues(signal)])
  return { calendars, queues }
}

type Draft = Required<CalendarToSave>
const workday: Period[] = [{ from: '09:00', to: '18:00', endsNextDay: false }]
const blank: Draft = {
  name: '', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, specialDays: [], queueIds: [],
  week: { sunday: [], monday: workday, tuesday: workday, wednesday: workday, thursday: workday, friday: workday, saturday: [] },
}

/** When the desk is open: calendars with several periods a day, holidays and make-up workdays; each queue keeps one. */
export function HoursPage() {
  const { t } = useTranslation('console')
  const data = useSetting('calendars', readBoth)
  const [isAdding, setAdding] = useState(false)
  return (
    <SettingsPage title={t('settings.hours.title')} what={t('settings.hours.what')} data={data}>
      {({ calendars, queues }) => (
        <>
          {calendars.map((one) => <CalendarPart key={`${one.id}${JSON.stringify(one.week)}`} calendar={one} queues={queues} onDone={() => {}} />)}
          {isAdding ? <CalendarPart calendar={null} queues={queues} onDone={() => setAdding(false)} /> : <Button variant="default" onClick={() => setAdding(true)}>{t('settings.hours.add')}</Button>}
        </>
      )}
    </SettingsPage>
  )
}

function CalendarPart({ calendar, queues, onDone }: { calendar: CalendarSetting | null; queues: QueueSetting[]; onDone(): void }) {
  const { t, i18n } = useTranslation('console')
  const label = useLabel()
  const { save, isBusy, fields } = useSave('calendars')
  const [draft, setDraft] = useState<Draft>(calendar ? draftOf(calendar) : blank)
  const store = async () => {
    if (await save((deeds) => deeds.saveCalendar(calendar?.id ?? null, draft))) onDone()
  }
  const changes = calendar?.changesAt ? new Date(calendar.changesAt).toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }) : null
  return (
    <Part
      title={<>{calendar?.name ?? t('settings.hours.add')} {calendar && <span className={styles.tag} data-tone={calendar.isOpenNow ? 'good' : 'warn'}>{t(calendar.isOpenNow ? 'settings.hours.openNow' : 'settings.hours.closedNow')}{changes && ` → ${changes}`}</span>}</>}
      deeds={<>{calendar && <Button variant="default" color="red" disabled={isBusy} onClick={() => void save((deeds) => deeds.removeCalendar(calendar.id))}>{t('settings.remove')}</Button>}<Button loading={isBusy} disabled={!draft.name.trim()} onClick={() => void store()}>{t('settings.save')}</Button></>}
    >
      <TextInput label={t('settings.name')} error={fields['name']} maxLength={60} value={draft.name} onChange={({ currentTarget }) => setDraft({ ...draft, name: currentTarget.value })} />
      <TextInput label={t('settings.hours.timeZone')} error={fields['timeZone']} maxLength={60} value={draft.timeZone} onChange={({ currentTarget }) => setDraft({ ...draft, timeZone: currentTarget.value })} />
      <div className={styles.wide}>
        <table className={styles.table}>
          <tbody>
            {weekdays.map((day) => (
              <tr key={day}>
                <th scope="row">{t(`settings.weekday.${day}`)}</th>
                <td><Periods name={t(`settings.weekday.${day}`)} periods={draft.week[day] as Period[]} error={errorAt(fields, `week.${day}`)} onChange={(periods) => setDraft({ ...draft, week: { ...draft.week, [day]: periods } })} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <SpecialDays days={draft.specialDays as SpecialDay[]} fields={fields} onChange={(specialDays) => setDraft({ ...draft, specialDays })} />
      <Checkbox.Group className={styles.wide!} label={t('settings.hours.queues')} value={draft.queueIds} onChange={(queueIds) => setDraft({ ...draft, queueIds })}>
        <div className={styles.row}>{queues.map((one) => <Checkbox key={one.id} value={one.id} label={label(one.label)} />)}</div>
      </Checkbox.Group>
    </Part>
  )
}

function Periods({ name, periods, error, onChange }: { name: string; periods: Period[]; error: string | undefined; onChange(periods: Period[]): void }) {
  const { t } = useTranslation('console')
  const put = (at: number, change: Partial<Period>) => onChange(periods.map((one, index) => (index === at ? { ...one, ...change } : one)))
  return (
    <>
      {periods.map((one, at) => (
        <div key={at} className={styles.row}>
          <TextInput size="xs" type="time" aria-label={`${name}: ${t('settings.hours.from')}`} value={one.from} onChange={({ currentTarget }) => put(at, { from: currentTarget.value })} />
          <TextInput size="xs" type="time" aria-label={`${name}: ${t('settings.hours.to')}`} value={one.to === '24:00' ? '00:00' : one.to} onChange={({ currentTarget }) => put(at, { to: currentTarget.value === '00:00' && !one.endsNextDay ? '24:00' : currentTarget.value })} />
          <Switch size="xs" label={t('settings.hours.endsNextDay')} checked={one.endsNextDay} onChange={({ currentTarget }) => put(at, { endsNextDay: currentTarget.checked })} />
          <ActionIcon variant="subtle" color="gray" aria-label={`${name}: ${t('settings.remove')} ${one.from}–${one.to}`} onClick={() => onChange(periods.filter((_, index) => index !== at))}><Icon name="close" size={15} /></ActionIcon>
        </div>
      ))}
      <div className={styles.row}>
        {periods.length === 0 && <span className={styles.tag}>{t('settings.hours.closed')}</span>}
        <Button size="compact-xs" variant="default" aria-label={`${name}: ${t('settings.hours.addPeriod')}`} onClick={() => onChange([...periods, { from: periods.at(-1)?.to.replace('24:00', '23:00') ?? '09:00', to: '18:00', endsNextDay: false }])}>{t('settings.hours.addPeriod')}</Button>
      </div>
      {error && <p role="alert" style={{ margin: 0, color: 'var(--furious)', fontSize: 13 }}>{error}</p>}
    </>
  )
}

function SpecialDays({ days, fields, onChange }: { days: SpecialDay[]; fields: Record<string, string>; onChange(days: SpecialDay[]): void }) {
  const { t } = useTranslation('console')
  const [date, setDate] = useState('')
  const [name, setName] = useState('')
  const add = (periods: Period[]) => {
    onChange([...days.filter((one) => one.date !== date), { date, name, periods }].toSorted((a, b) => a.date.localeCompare(b.date)))
    setDate('')
    setName('')
  }
  return (
    <div className={styles.wide}>
      <table className={styles.table}>
        <caption style={{ captionSide: 'top', textAlign: 'start', fontSize: 14, fontWeight: 500 }}>{t('settings.hours.special')}</caption>
        <tbody>
          {days.map((one, at) => (
            <tr key={one.date}>
              <th scope="row">{one.date} {one.name}</th>
              <td><Periods name={one.date} periods={one.periods} error={errorAt(fields, `specialDays.${at}`)} onChange={(periods) => onChange(days.map((day) => (day === one ? { ...day, periods } : day)))} /></td>
              <td><ActionIcon variant="subtle" color="gray" aria-label={`${t('settings.remove')} ${one.date}`} onClick={() => onChange(days.filter((day) => day !== one))}><Icon name="close" size={15} /></ActionIcon></td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.row}>
        <TextInput size="xs" type="date" label={t('settings.hours.date')} value={date} onChange={({ currentTarget }) => setDate(currentTarget.value)} />
        <TextInput size="xs" label={t('settings.name')} maxLength={60} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} />
        <Button size="xs" variant="default" disabled={!date} onClick={() => add([])}>{t('settings.hours.addHoliday')}</Button>
        <Button size="xs" variant="default" disabled={!date} onClick={() => add(workday)}>{t('settings.hours.addWorkday')}</Button>
      </div>
    </div>
  )
}

function draftOf({ name, timeZone, week, specialDays, queueIds }: CalendarSetting): Draft {
  return { name, timeZone, week, specialDays, queueIds }
}

function errorAt(fields: Record<string, string>, path: string): string | undefined {
  return Object.entries(fields).find(([at]) => at === path || at.startsWith(`${path}.`))?.[1]
}
