import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuickReply, QuickReplyList } from '../../../handoff/contract.ts'
import { readQuickReplies } from './settings-api.ts'
import { Part, SettingsPage } from './page.tsx'
import styles from './settings.module.css'
import { useLabel } from '../use-label.ts'
import { useSave, useSetting } from './use-settings.ts'

type Variables = QuickReplyList['variables']
const blank = { shortcut: '', title: { en: '', zh: '' }, text: { en: '', zh: '' } as Record<string, string> }

/** Texts that agents insert with a slash; variables are filled from the card, in the shopper's language. */
export function QuickRepliesPage() {
  const { t } = useTranslation('console')
  const data = useSetting('quick-replies', readQuickReplies)
  const [open, setOpen] = useState<string[]>([])
  const shut = (id: string) => setOpen((before) => before.filter((one) => one !== id))
  const label = useLabel()
  return (
    <SettingsPage title={t('settings.quickReplies.title')} what={t('settings.quickReplies.what')} data={data}>
      {({ quickReplies, variables }) => (
        <>
          <p className={styles.what}>{t('settings.quickReplies.variables')} {variables.map(({ name, example }) => <span key={name} className={styles.tag} title={example}>{`{{${name}}}`}</span>)}</p>
          {open.includes('new') ? <ReplyPart reply={null} variables={variables} onDone={() => shut('new')} /> : <Button mb={14} onClick={() => setOpen([...open, 'new'])}>{t('settings.quickReplies.add')}</Button>}
          {quickReplies.map((one) => (open.includes(one.id)
            ? <ReplyPart key={one.id} reply={one} variables={variables} onDone={() => shut(one.id)} />
            : <div key={one.id} className={styles.row} style={{ padding: '6px 0' }}><Button size="compact-sm" variant="default" onClick={() => setOpen([...open, one.id])}>/{one.shortcut}</Button><span>{label(one.title)}</span></div>))}
        </>
      )}
    </SettingsPage>
  )
}

function ReplyPart({ reply, variables, onDone }: { reply: QuickReply | null; variables: Variables; onDone(): void }) {
  const { t } = useTranslation('console')
  const { save, isBusy, fields } = useSave('quick-replies')
  const [draft, setDraft] = useState(reply ? { shortcut: reply.shortcut, title: reply.title, text: reply.text } : blank)
  const store = async () => {
    const text = Object.fromEntries(Object.entries(draft.text).filter(([, words]) => words.trim()))
    if (await save((deeds) => deeds.saveQuickReply(reply?.id ?? null, { ...draft, text }))) onDone()
  }
  const remove = async () => {
    if (await save((deeds) => deeds.removeQuickReply(reply!.id))) onDone()
  }
  return (
    <Part
      title={reply ? `/${reply.shortcut}` : t('settings.quickReplies.add')}
      deeds={<>{reply && <Button variant="default" disabled={isBusy} onClick={() => void remove()}>{t('settings.remove')}</Button>}<Button variant="default" onClick={onDone}>{t('settings.cancel')}</Button><Button loading={isBusy} disabled={!draft.shortcut.trim() || !draft.title.en.trim() || !draft.title.zh.trim()} onClick={() => void store()}>{t('settings.save')}</Button></>}
    >
      <TextInput data-autofocus label={t('settings.quickReplies.shortcut')} leftSection="/" error={fields['shortcut']} maxLength={30} value={draft.shortcut} onChange={({ currentTarget }) => setDraft({ ...draft, shortcut: currentTarget.value })} />
      <TextInput label={t('settings.labelEn')} error={fields['title.en']} maxLength={80} value={draft.title.en} onChange={({ currentTarget }) => setDraft({ ...draft, title: { ...draft.title, en: currentTarget.value } })} />
      <TextInput label={t('settings.labelZh')} error={fields['title.zh']} maxLength={80} value={draft.title.zh} onChange={({ currentTarget }) => setDraft({ ...draft, title: { ...draft.title, zh: currentTarget.value } })} />
      {(['en', 'zh'] as const).map((language) => (
        <div key={language} className={styles.wide}>
          <Textarea label={t(language === 'en' ? 'settings.quickReplies.textEn' : 'settings.quickReplies.textZh')} autosize minRows={2} maxRows={8} maxLength={2000} error={fields[`text.${language}`]} value={draft.text[language] ?? ''} onChange={({ currentTarget }) => setDraft({ ...draft, text: { ...draft.text, [language]: currentTarget.value } })} />
          {draft.text[language] && <p className={styles.preview}>{filled(draft.text[language], variables)}</p>}
        </div>
      ))}
    </Part>
  )
}

// What it would look like; the server fills in the real values.
function filled(text: string, variables: Variables): string {
  return variables.reduce((soFar, { name, example }) => soFar.replaceAll(`{{${name}}}`, example), text)
}
