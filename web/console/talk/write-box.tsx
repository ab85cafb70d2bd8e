import { Button, Textarea } from '@mantine/core'
import { useImperativeHandle, useRef } from 'react'
import type { ClipboardEvent, DragEvent, KeyboardEvent, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenConversation } from '../../../handoff/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { Icon } from '../../ui/icon.tsx'
import { isComposing } from '../../ui/is-composing.ts'
import { useDesk } from '../desk-provider.tsx'
import { useDraft } from '../draft.ts'
import type { Mode } from '../draft.ts'
import { useOutbox } from '../outbox.ts'
import styles from './composer.module.css'
import { AttachButton, ComposerFiles } from './composer-files.tsx'
import { PickList, pickId } from './pick-list.tsx'
import { SuggestionChips } from './suggestions.tsx'
import { useFiles } from './use-files.ts'
import { usePicks } from './use-picks.ts'
import { useServerDraft } from './use-server-draft.ts'
import { useTypingSignal } from './use-typing-signal.ts'

const longest = 8000
const typingShownMs = 6000

export interface WriteBoxHandle {
  focus(): void
  /** Takes the focus with these words selected; null: behind the last word. */
  select(words: string | null): void
}

interface Props {
  ref: Ref<WriteBoxHandle>
  mode: Mode
  isMine: boolean
  conversation: OpenConversation
}

/** The box for words: quick replies by slash, colleagues by @, files, suggestions; what is sent leaves it at once. */
export function WriteBox({ ref, mode, isMine, conversation: { entry, messages } }: Props) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const id = entry.conversationId
  const box = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(me.id, id, mode)
  const files = useFiles(id)
  const signalTyping = useTypingSignal(id)
  const { say } = useOutbox(id)
  const select = (words: string | null) => requestAnimationFrame(() => {
    const text = box.current?.value ?? ''
    const at = words === null ? text.length : text.indexOf(words)
    box.current?.focus()
    box.current?.setSelectionRange(at, words === null ? at : at + words.length)
  })
  const put = (text: string, words: string | null = null) => {
    draft.write(text)
    select(words)
  }
  useImperativeHandle(ref, () => ({ focus: () => box.current?.focus(), select }))
  const picks = usePicks({ conversationId: id, mode, text: draft.text, onWrite: put })
  const text = draft.text.trim()
  // A note goes without files: they wait for the reply.
  const canSend = (as: Mode) => (as === 'note' ? text !== '' : isMine && !files.isUploading && (text !== '' || files.files.length > 0))
  const send = (as: Mode) => {
    if (!canSend(as)) return
    draft.write('')
    if (as === 'reply') files.clear()
    void say({ mode: as, text, attachments: as === 'reply' ? files.files.flatMap((one) => one.attachment ?? []) : [] })
  }
  const press = (event: KeyboardEvent) => {
    if (picks.press(event)) return
    // While an input method composes Chinese, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event.nativeEvent)) return
    event.preventDefault()
    send(event.ctrlKey || event.metaKey ? 'note' : mode)
  }
  const write = (next: string) => {
    draft.write(next)
    if (mode === 'reply' && isMine && next) signalTyping()
  }
  const left = longest - draft.text.length
  const lastOfShopper = messages.findLast((one) => one.speaker === 'shopper')?.seq ?? 0
  return (
    <div {...(mode === 'reply' ? takesFiles(files.add) : {})}>
      {mode === 'reply' && draft.text === '' && <SuggestionChips conversationId={id} lastSeq={lastOfShopper} onTake={put} />}
      {picks.kind && <PickList label={t(picks.kind === 'quick' ? 'deeds.composer.quick' : 'deeds.composer.mention')} none={t('deeds.composer.noQuick')} picks={picks.picks} at={picks.at} onPick={picks.pick} />}
      {mode === 'reply' && <LateDraft conversationId={id} draft={draft} />}
      <OtherWrites conversationId={id} />
      <Textarea
        ref={box} variant="unstyled" aria-label={t(`composer.${mode}`)} autosize minRows={2} maxRows={9} maxLength={longest} value={draft.text}
        placeholder={mode === 'reply' ? t('composer.replyTo', { name: entry.shopper.name ?? t('line.guest') }) : t('composer.noteTo')}
        aria-autocomplete="list" aria-activedescendant={picks.kind && picks.picks.length > 0 ? pickId(picks.at) : undefined}
        onChange={({ currentTarget }) => write(currentTarget.value)} onKeyDown={press}
      />
      <ComposerFiles {...files} />
      <div className={styles.foot}>
        <span className={styles.hint}>{left < 500 ? t('deeds.composer.left', { count: left }) : t('composer.hint')}</span>
        <span className={styles.deeds}>
          {mode === 'reply' && <AttachButton onFiles={files.add} />}
          <Button size="sm" color={mode === 'note' ? 'yellow' : 'petrol'} disabled={!canSend(mode)} rightSection={<Icon name="send" size={16} />} onClick={() => send(mode)}>{mode === 'reply' ? t('composer.send') : t('composer.addNote')}</Button>
        </span>
      </div>
    </div>
  )
}

function LateDraft({ conversationId, draft }: { conversationId: string; draft: { text: string; write(text: string): void } }) {
  const { t } = useTranslation('console')
  const late = useServerDraft(conversationId, draft)
  return late && <p className={styles.warning} role="status">{t('deeds.composer.lateDraft', { by: late.refusedBy ?? t('deeds.composer.nobody') })}</p>
}

function OtherWrites({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('console')
  const { typing } = useDesk()
  const now = useNow()
  const other = typing[conversationId]
  if (!other?.name || now - other.at >= typingShownMs) return null
  return <p className={styles.warning} role="status">{t('deeds.composer.otherWrites', { name: other.name })}</p>
}

// Files may be pasted and dropped anywhere on the box.
function takesFiles(add: (files: Iterable<File>) => void) {
  return {
    onPaste: (event: ClipboardEvent) => {
      if (event.clipboardData.files.length === 0) return
      event.preventDefault()
      add(event.clipboardData.files)
    },
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      add(event.dataTransfer.files)
    },
  }
}
