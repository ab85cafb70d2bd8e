import { Button, NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewQueue, QueueSetting, QueueSettings, SkillSetting } from '../../../handoff/contract.ts'
import { readQueues } from './settings-api.ts'
import { Part, SettingsPage } from './page.tsx'
import styles from './settings.module.css'
import { useLabel } from '../use-label.ts'
import { useSave, useSetting } from './use-settings.ts'

/** The lines of shoppers: one per skill and language, and how they are given to agents. */
export function QueuesPage() {
  const { t } = useTranslation('console')
  const data = useSetting('queues', readQueues)
  return (
    <SettingsPage title={t('settings.queues.title')} what={t('settings.queues.what')} data={data}>
      {(settings) => (
        <>
          {settings.queues.map((queue) => <QueuePart key={queue.id} queue={queue} skills={settings.skills} />)}
          <NewQueuePart {...settings} />
          {settings.skills.map((skill) => <SkillPart key={skill.id} skill={skill} skills={settings.skills} />)}
          <NewSkillPart />
        </>
      )}
    </SettingsPage>
  )
}

type Shape = Pick<QueueSetting, 'label' | 'assignment' | 'offerMs' | 'alertMs' | 'riseMs' | 'mostPerAgent' | 'awayAfter' | 'isOpen'>

function QueuePart({ queue, skills }: { queue: QueueSetting; skills: SkillSetting[] }) {
  const { t } = useTranslation('console')
  const label = useLabel()
  const { save, isBusy, fields } = useSave('queues')
  const { id, skill, language, ...shape } = queue
  const [draft, setDraft] = useState<Shape>(shape)
  const isChanged = JSON.stringify(draft) !== JSON.stringify(shape)
  const ofSkill = skills.find((one) => one.id === skill)
  return (
    <Part
      title={<>{label(queue.label)} <span className={styles.tag}>{ofSkill ? label(ofSkill.label) : skill}</span><span className={styles.tag}>{language === 'any' ? t('settings.queues.anyLanguage') : language}</span>{!queue.isOpen && <span className={styles.tag} data-tone="warn">{t('settings.queues.shut')}</span>}</>}
      deeds={<><Button variant="default" disabled={!isChanged || isBusy} onClick={() => setDraft(shape)}>{t('settings.undo')}</Button><Button loading={isBusy} disabled={!isChanged} onClick={() => void save((deeds) => deeds.changeQueue(id, draft))}>{t('settings.save')}</Button></>}
    >
      <QueueFields draft={draft} fields={fields} onChange={setDraft} />
    </Part>
  )
}

function QueueFields({ draft, fields, onChange }: { draft: Shape; fields: Record<string, string>; onChange(draft: Shape): void }) {
  const { t } = useTranslation('console')
  const seconds = (name: 'offerMs' | 'alertMs' | 'riseMs') => (
    <NumberInput label={t(`settings.queues.${name}`)} suffix=" s" min={1} max={86_400} allowDecimal={false} error={fields[name]} value={draft[name] / 1000} onChange={(value) => { if (typeof value === 'number') onChange({ ...draft, [name]: value * 1000 }) }} />
  )
  return (
    <>
      <TextInput label={t('settings.labelEn')} error={fields['label.en']} maxLength={60} value={draft.label.en} onChange={({ currentTarget }) => onChange({ ...draft, label: { ...draft.label, en: currentTarget.value } })} />
      <TextInput label={t('settings.labelZh')} error={fields['label.zh']} maxLength={60} value={draft.label.zh} onChange={({ currentTarget }) => onChange({ ...draft, label: { ...draft.label, zh: currentTarget.value } })} />
      <NativeSelect label={t('settings.queues.assignment')} value={draft.assignment} data={[{ value: 'pull', label: t('settings.queues.pull') }, { value: 'push', label: t('settings.queues.push') }]} onChange={({ currentTarget }) => onChange({ ...draft, assignment: currentTarget.value === 'push' ? 'push' : 'pull' })} />
      {draft.assignment === 'push' && seconds('offerMs')}
      {draft.assignment === 'push' && <NumberInput label={t('settings.queues.awayAfter')} placeholder={t('settings.queues.never')} min={1} max={20} allowDecimal={false} error={fields['awayAfter']} value={draft.awayAfter ?? ''} onChange={(value) => onChange({ ...draft, awayAfter: typeof value === 'number' ? value : null })} />}
      {seconds('alertMs')}
      {seconds('riseMs')}
      <NumberInput label={t('settings.queues.mostPerAgent')} placeholder={t('settings.queues.noLimit')} min={1} max={100} allowDecimal={false} error={fields['mostPerAgent']} value={draft.mostPerAgent ?? ''} onChange={(value) => onChange({ ...draft, mostPerAgent: typeof value === 'number' ? value : null })} />
      <Switch label={t('settings.queues.isOpen')} checked={draft.isOpen} onChange={({ currentTarget }) => onChange({ ...draft, isOpen: currentTarget.checked })} />
    </>
  )
}

const blank: Shape = { label: { en: '', zh: '' }, assignment: 'pull', offerMs: 20_000, alertMs: 60_000, riseMs: 180_000, mostPerAgent: null, awayAfter: 3, isOpen: true }

function NewQueuePart({ skills }: QueueSettings) {
  const { t } = useTranslation('console')
  const label = useLabel()
  const { save, isBusy, fields } = useSave('queues')
  const [draft, setDraft] = useState<Shape>(blank)
  const [skill, setSkill] = useState(skills[0]?.id ?? '')
  const [language, setLanguage] = useState('any')
  const add = async () => {
    const queue: NewQueue = { ...draft, skill, language }
    if (await save((deeds) => deeds.addQueue(queue))) setDraft(blank)
  }
  return (
    <Part title={t('settings.queues.add')} deeds={<Button loading={isBusy} disabled={!draft.label.en.trim() || !draft.label.zh.trim()} onClick={() => void add()}>{t('settings.add')}</Button>}>
      <NativeSelect label={t('settings.queues.skill')} value={skill} data={skills.map((one) => ({ value: one.id, label: label(one.label) }))} onChange={({ currentTarget }) => setSkill(currentTarget.value)} />
      <TextInput label={t('settings.queues.language')} description={t('settings.queues.languageWhat')} error={fields['language']} maxLength={20} value={language} onChange={({ currentTarget }) => setLanguage(currentTarget.value)} />
      <QueueFields draft={draft} fields={fields} onChange={setDraft} />
    </Part>
  )
}

const listOf = (text: string) => text.split(/[\s,，、]+/).filter(Boolean)

function SkillPart({ skill, skills }: { skill: SkillSetting; skills: SkillSetting[] }) {
  const { t } = useTranslation('console')
  const label = useLabel()
  const { save, isBusy, fields } = useSave('queues')
  const [draft, setDraft] = useState({ ...skill, topics: skill.topics.join(', '), widenTo: skill.widenTo.join(', ') })
  const next: SkillSetting = { ...draft, topics: listOf(draft.topics), widenTo: listOf(draft.widenTo) }
  return (
    <Part title={<>{t('settings.queues.skill')}: {label(skill.label)} <span className={styles.tag}>{skill.id}</span></>} deeds={<Button loading={isBusy} disabled={JSON.stringify(next) === JSON.stringify(skill)} onClick={() => void save((deeds) => deeds.saveSkill(next))}>{t('settings.save')}</Button>}>
      <TextInput label={t('settings.labelEn')} error={fields['label.en']} maxLength={60} value={draft.label.en} onChange={({ currentTarget }) => setDraft({ ...draft, label: { ...draft.label, en: currentTarget.value } })} />
      <TextInput label={t('settings.labelZh')} error={fields['label.zh']} maxLength={60} value={draft.label.zh} onChange={({ currentTarget }) => setDraft({ ...draft, label: { ...draft.label, zh: currentTarget.value } })} />
      <TextInput label={t('settings.queues.topics')} error={fields['topics']} value={draft.topics} onChange={({ currentTarget }) => setDraft({ ...draft, topics: currentTarget.value })} />
      <TextInput label={t('settings.queues.widenTo')} description={skills.filter((one) => one.id !== skill.id).map((one) => one.id).join(', ')} error={fields['widenTo']} value={draft.widenTo} onChange={({ currentTarget }) => setDraft({ ...draft, widenTo: currentTarget.value })} />
    </Part>
  )
}

function NewSkillPart() {
  const { t } = useTranslation('console')
  const { save, isBusy, fields } = useSave('queues')
  const [draft, setDraft] = useState({ id: '', en: '', zh: '' })
  const add = async () => {
    if (await save((deeds) => deeds.saveSkill({ id: draft.id, label: { en: draft.en, zh: draft.zh }, topics: [], widenTo: [] }))) setDraft({ id: '', en: '', zh: '' })
  }
  return (
    <Part title={t('settings.queues.addSkill')} deeds={<Button loading={isBusy} disabled={!draft.id || !draft.en.trim() || !draft.zh.trim()} onClick={() => void add()}>{t('settings.add')}</Button>}>
      <TextInput label={t('settings.id')} description={t('settings.idWhat')} error={fields['id']} maxLength={40} value={draft.id} onChange={({ currentTarget }) => setDraft({ ...draft, id: currentTarget.value })} />
      <TextInput label={t('settings.labelEn')} error={fields['label.en']} maxLength={60} value={draft.en} onChange={({ currentTarget }) => setDraft({ ...draft, en: currentTarget.value })} />
      <TextInput label={t('settings.labelZh')} error={fields['label.zh']} maxLength={60} value={draft.zh} onChange={({ currentTarget }) => setDraft({ ...draft, zh: currentTarget.value })} />
    </Part>
  )
}
