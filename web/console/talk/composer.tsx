import { Button, Textarea } from '@mantine/core'
import { useImperativeHandle, useRef, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { OpenConversation } from '../../../handoff/contract.ts'
import { Icon } from '../../ui/icon.tsx'
import { isOnDuty, useDesk } from '../desk-provider.tsx'
import { useDraft } from '../draft.ts'
import type { Mode } from '../draft.ts'
import { useOutbox } from '../outbox.ts'
import styles from './composer.module.css'
import { useTypingSignal } from './use-typing-signal.ts'

export interface ComposerHandle {
  /** Takes the focus in this mode. */
  write(mode: Mode): void
}

interface Props {
  ref: Ref<ComposerHandle>
  conversation: OpenConversation
  onTake(): void
  isTaking: boolean
}

/** Where the agent writes: to the shopper while the conversation is theirs, or a note for colleagues at any time. */
export function Composer(props: Props) {
  const { me } = useDesk()
  return isOnDuty(me) ? <OpenComposer {...props} /> : null
}

function OpenComposer({ ref, conversation: { entry, state }, onTake, isTaking }: Props) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const [mode, setMode] = useState<Mode>('reply')
  const box = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(me.id, entry.conversationId, mode)
  const { say } = useOutbox(entry.conversationId)
  const signalTyping = useTypingSignal(entry.conversationId)
  const isMine = entry.status === 'accepted' && entry.agent?.id === me.id
  const canWrite = mode === 'note' || isMine
  const writeIn = (next: Mode) => {
    flushSync(() => setMode(next))
    box.current?.focus()
  }
  useImperativeHandle(ref, () => ({ write: writeIn }))
  const send = (as: Mode) => {
    const text = draft.text.trim()
    if (!text || (as === 'reply' && !isMine)) return
    draft.write('')
    void say(as, text)
  }
  const press = (event: KeyboardEvent) => {
    // While an input method composes Chinese, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send(event.ctrlKey || event.metaKey ? 'note' : mode)
  }
  const write = (text: string) => {
    draft.write(text)
    if (mode === 'reply' && isMine && text) signalTyping()
  }
  return (
    <div className={styles.composer} data-mode={mode}>
      <div className={styles.modes} role="group" aria-label={t('composer.mode')}>
        {(['reply', 'note'] as const).map((name) => <button key={name} type="button" aria-pressed={mode === name} onClick={() => writeIn(name)}><Icon name={name === 'reply' ? 'chat' : 'note'} size={15} />{t(`composer.${name}`)}</button>)}
      </div>
      {canWrite ? (
        <>
          <Textarea ref={box} variant="unstyled" aria-label={t(`composer.${mode}`)} placeholder={mode === 'reply' ? t('composer.replyTo', { name: entry.shopper.name ?? t('speaker.shopper') }) : t('composer.noteTo')} autosize minRows={2} maxRows={9} maxLength={8000} value={draft.text} onChange={({ currentTarget }) => write(currentTarget.value)} onKeyDown={press} />
          <div className={styles.foot}>
            <span className={styles.hint}>{t('composer.hint')}</span>
            <Button size="sm" color={mode === 'note' ? 'yellow' : 'petrol'} disabled={!draft.text.trim()} rightSection={<Icon name="send" size={16} />} onClick={() => send(mode)}>{mode === 'reply' ? t('composer.send') : t('composer.addNote')}</Button>
          </div>
        </>
      ) : (
        <div className={styles.shut}>
          <span>{entry.status === 'waiting' ? t('composer.takeFirst') : entry.status === 'accepted' && entry.agent ? t('composer.ofOther', { name: entry.agent.name }) : state === 'closed' ? t('composer.over') : t('composer.withBot')}</span>
          {entry.status === 'waiting' && <Button size="sm" loading={isTaking} onClick={onTake}>{t('talk.take')}</Button>}
        </div>
      )}
    </div>
  )
}
