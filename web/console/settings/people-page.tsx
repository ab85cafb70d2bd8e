import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Role, SkillLevel } from '../../../handoff/contract.ts'
import type { AgentRecord, AgentWithPassword, NewAgent, SkillSetting, Team } from '../../../handoff/contract.ts'
import { useDesk } from '../desk-provider.tsx'
import { readPeople, readQueues } from './settings-api.ts'
import { Part, SettingsPage } from './page.tsx'
import styles from './settings.module.css'
import { useLabel } from '../use-label.ts'
import { useSave, useSetting } from './use-settings.ts'

const readBoth = async (signal?: AbortSignal) => {
  const [people, { skills }] = await Promise.all([readPeople(signal), readQueues(signal)])
  return { ...people, skills }
}

const levels = ['none', 'junior', 'middle', 'senior'] as const

type Draft = Pick<AgentRecord, 'name' | 'email' | 'role' | 'team' | 'languages' | 'skills' | 'capacity'>
const draftOf = ({ name, email, role, team, languages, skills, capacity }: AgentRecord): Draft => ({ name, email, role, team, languages, skills, capacity })

/** Who may sign in, with which role, in which team, and what they can do. */
export function PeoplePage() {
  const { t } = useTranslation('console')
  const data = useSetting('people', readBoth)
  const [password, setPassword] = useState<AgentWithPassword | null>(null)
  return (
    <SettingsPage title={t('settings.people.title')} what={t('settings.people.what')} data={data}>
      {({ agents, teams, skills }) => (
        <>
          {password && <p className={styles.preview} role="status">{t('settings.people.password', { name: password.agent.name })} <strong className={styles.code}>{password.password}</strong></p>}
          <NewPersonPart teams={teams} skills={skills} onAdded={setPassword} />
          {agents.map((agent) => <PersonPart key={`${agent.id}${agent.isDisabled}${agent.role}`} agent={agent} teams={teams} skills={skills} onPassword={setPassword} />)}
        </>
      )}
    </SettingsPage>
  )
}

interface PersonProps { agent: AgentRecord; teams: Team[]; skills: SkillSetting[]; onPassword(password: AgentWithPassword): void }

function PersonPart({ agent, teams, skills, onPassword }: PersonProps) {
  const { t, i18n } = useTranslation('console')
  const { me } = useDesk()
  const { save, isBusy, fields } = useSave('people')
  const [draft, setDraft] = useState(draftOf(agent))
  const reset = async () => {
    const answer = await save((deeds) => deeds.resetPassword(agent.id))
    if (answer) onPassword(answer)
  }
  const isMe = agent.id === me.id
  return (
    <Part
      title={<>{agent.name} <span className={styles.tag}>{t(`role.${agent.role}`)}</span>{agent.isDisabled && <span className={styles.tag} data-tone="warn">{t('settings.people.disabled')}</span>}{agent.isDemo && <span className={styles.tag}>{t('settings.people.demo')}</span>}<span className={styles.tag}>{agent.lastSignInAt ? t('settings.people.seen', { at: new Date(agent.lastSignInAt).toLocaleDateString(i18n.language) }) : t('settings.people.neverSeen')}</span></>}
      deeds={<>
        {!isMe && <Button variant="default" disabled={isBusy} onClick={() => void save((deeds) => (agent.isDisabled ? deeds.enableAgent(agent.id) : deeds.disableAgent(agent.id)))}>{t(agent.isDisabled ? 'settings.people.enable' : 'settings.people.disable')}</Button>}
        <Button variant="default" disabled={isBusy || agent.openSessions === 0} onClick={() => void save((deeds) => deeds.endSessionsOf(agent.id))}>{t('settings.people.endSessions', { count: agent.openSessions })}</Button>
        {!isMe && <Button variant="default" disabled={isBusy} onClick={() => void reset()}>{t('settings.people.reset')}</Button>}
        <Button loading={isBusy} disabled={JSON.stringify(draft) === JSON.stringify(draftOf(agent))} onClick={() => void save((deeds) => deeds.changeAgent(agent.id, changeOf(draft, agent)))}>{t('settings.save')}</Button>
      </>}
    >
      <PersonFields draft={draft} fields={fields} teams={teams} skills={skills} isMe={isMe} onChange={setDraft} />
    </Part>
  )
}

function NewPersonPart({ teams, skills, onAdded }: { teams: Team[]; skills: SkillSetting[]; onAdded(added: AgentWithPassword): void }) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const { save, isBusy, fields } = useSave('people')
  const blank: Draft = { name: '', email: '', role: 'agent', team: me.team, languages: ['en'], skills: [], capacity: 4 }
  const [draft, setDraft] = useState(blank)
  const add = async () => {
    const agent: NewAgent = draft
    const answer = await save((deeds) => deeds.addAgent(agent))
    if (!answer) return
    onAdded(answer)
    setDraft(blank)
  }
  return (
    <Part title={t('settings.people.add')} deeds={<Button loading={isBusy} disabled={!draft.name.trim() || !draft.email.includes('@')} onClick={() => void add()}>{t('settings.add')}</Button>}>
      <PersonFields draft={draft} fields={fields} teams={teams} skills={skills} isMe={false} onChange={setDraft} />
    </Part>
  )
}

function PersonFields({ draft, fields, teams, skills, isMe, onChange }: { draft: Draft; fields: Record<string, string>; teams: Team[]; skills: SkillSetting[]; isMe: boolean; onChange(draft: Draft): void }) {
  const { t } = useTranslation('console')
  const label = useLabel()
  const levelOf = (skill: string) => draft.skills.find((one) => one.skill === skill)?.level ?? 0
  const setLevel = (skill: string, level: number) => {
    const others = draft.skills.filter((one) => one.skill !== skill)
    onChange({ ...draft, skills: level === 0 ? others : [...others, { skill, level: SkillLevel.parse(level) }] })
  }
  return (
    <>
      <TextInput label={t('settings.name')} error={fields['name']} maxLength={80} value={draft.name} onChange={({ currentTarget }) => onChange({ ...draft, name: currentTarget.value })} />
      <TextInput type="email" autoComplete="off" label={t('signIn.email')} error={fields['email']} maxLength={254} value={draft.email} onChange={({ currentTarget }) => onChange({ ...draft, email: currentTarget.value })} />
      <NativeSelect label={t('settings.people.role')} disabled={isMe} error={fields['role']} value={draft.role} data={Role.options.map((one) => ({ value: one, label: t(`role.${one}`) }))} onChange={({ currentTarget }) => onChange({ ...draft, role: Role.parse(currentTarget.value) })} />
      <NativeSelect label={t('settings.people.team')} disabled={isMe} error={fields['team']} value={draft.team} data={teams.map(({ id, name }) => ({ value: id, label: name }))} onChange={({ currentTarget }) => onChange({ ...draft, team: currentTarget.value })} />
      <TextInput label={t('settings.people.languages')} description={t('settings.people.languagesWhat')} error={fields['languages']} value={draft.languages.join(', ')} onChange={({ currentTarget }) => onChange({ ...draft, languages: currentTarget.value.split(/[\s,，、]+/).filter(Boolean) })} />
      <NumberInput label={t('settings.people.capacity')} min={0} max={100} allowDecimal={false} error={fields['capacity']} value={draft.capacity} onChange={(value) => { if (typeof value === 'number') onChange({ ...draft, capacity: value }) }} />
      <fieldset className={styles.wide} style={{ border: 0, margin: 0, padding: 0 }}>
        <legend style={{ fontSize: 14, fontWeight: 500 }}>{t('settings.people.skills')}</legend>
        <div className={styles.fields}>
          {skills.map((skill) => <NativeSelect key={skill.id} size="xs" label={label(skill.label)} value={levelOf(skill.id)} data={levels.map((level, at) => ({ value: String(at), label: t(`settings.people.level.${level}`) }))} onChange={({ currentTarget }) => setLevel(skill.id, Number(currentTarget.value))} />)}
        </div>
      </fieldset>
    </>
  )
}

// Only what differs: a role that is sent ends the person's sessions.
function changeOf(draft: Draft, agent: AgentRecord): Partial<Draft> {
  const before = draftOf(agent)
  return Object.fromEntries(Object.entries(draft).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Draft])))
}
