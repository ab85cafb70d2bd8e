import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../../handoff/contract.ts'
import { readTags } from '../card/card-api.ts'
import { Part, SettingsPage } from './page.tsx'
import { useLabel } from '../use-label.ts'
import { useSave, useSetting } from './use-settings.ts'

const blank: Tag = { id: '', label: { en: '', zh: '' }, colour: 'grey' }

/** The tags that the team puts on conversations. */
export function TagsPage() {
  const { t } = useTranslation('console')
  const data = useSetting('tags', readTags)
  return (
    <SettingsPage title={t('settings.tags.title')} what={t('settings.tags.what')} data={data}>
      {({ tags }) => <>{tags.map((tag) => <TagPart key={tag.id} tag={tag} isNew={false} />)}<TagPart key={`new-${tags.length}`} tag={blank} isNew /></>}
    </SettingsPage>
  )
}

function TagPart({ tag, isNew }: { tag: Tag; isNew: boolean }) {
  const { t } = useTranslation('console')
  const label = useLabel()
  const { save, isBusy, fields } = useSave('tags')
  const [draft, setDraft] = useState(tag)
  const isReady = draft.id !== '' && draft.label.en.trim() !== '' && draft.label.zh.trim() !== '' && JSON.stringify(draft) !== JSON.stringify(tag)
  return (
    <Part
      title={isNew ? t('settings.tags.add') : label(tag.label)}
      deeds={<>{!isNew && <Button variant="default" disabled={isBusy} onClick={() => void save((deeds) => deeds.removeTag(tag.id))}>{t('settings.remove')}</Button>}<Button loading={isBusy} disabled={!isReady} onClick={() => void save((deeds) => deeds.saveTag(draft))}>{t(isNew ? 'settings.add' : 'settings.save')}</Button></>}
    >
      {isNew && <TextInput label={t('settings.id')} description={t('settings.idWhat')} error={fields['id']} maxLength={40} value={draft.id} onChange={({ currentTarget }) => setDraft({ ...draft, id: currentTarget.value })} />}
      <TextInput label={t('settings.labelEn')} error={fields['label.en']} maxLength={40} value={draft.label.en} onChange={({ currentTarget }) => setDraft({ ...draft, label: { ...draft.label, en: currentTarget.value } })} />
      <TextInput label={t('settings.labelZh')} error={fields['label.zh']} maxLength={40} value={draft.label.zh} onChange={({ currentTarget }) => setDraft({ ...draft, label: { ...draft.label, zh: currentTarget.value } })} />
      <NativeSelect label={t('settings.tags.colour')} value={draft.colour} data={Tag.shape.colour.options.map((one) => ({ value: one, label: t(`settings.colour.${one}`) }))} onChange={({ currentTarget }) => setDraft({ ...draft, colour: Tag.shape.colour.parse(currentTarget.value) })} />
    </Part>
  )
}
