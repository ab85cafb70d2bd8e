import { Button } from '@mantine/core'
import { useImperativeHandle, useRef, useState } from 'react'
import type { Ref } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { OpenConversation } from '../../../handoff/contract.ts'
import { Icon } from '../../ui/icon.tsx'
import { isOnDuty, useDesk } from '../desk-provider.tsx'
import type { Mode } from '../draft.ts'
import styles from './composer.module.css'
import { HeldReply } from './held-reply.tsx'
import { WriteBox } from './write-box.tsx'
import type { WriteBoxHandle } from './write-box.tsx'

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

function OpenComposer({ ref, conversation, onTake, isTaking }: Props) {
  const { t } = useTranslation('console')
  const { me } = useDesk()
  const { entry } = conversation
  const [mode, setMode] = useState<Mode>('reply')
  const box = useRef<WriteBoxHandle>(null)
  const isMine = entry.status === 'accepted' && entry.agent?.id === me.id
  const writeIn = (next: Mode) => {
    flushSync(() => setMode(next))
    box.current?.focus()
  }
  useImperativeHandle(ref, () => ({ write: writeIn }))
  const lookAt = (words: string | null) => {
    flushSync(() => setMode('reply'))
    box.current?.select(words)
  }
  return (
    <div className={styles.composer} data-mode={mode}>
      <div className={styles.modes} role="group" aria-label={t('composer.mode')}>
        {(['reply', 'note'] as const).map((name) => <button key={name} type="button" aria-pressed={mode === name} onClick={() => writeIn(name)}><Icon name={name === 'reply' ? 'chat' : 'note'} size={15} />{t(`composer.${name}`)}</button>)}
      </div>
      {mode === 'note' || isMine ? <WriteBox key={mode} ref={box} mode={mode} isMine={isMine} conversation={conversation} /> : <Shut conversation={conversation} onTake={onTake} isTaking={isTaking} />}
      <HeldReply conversationId={entry.conversationId} onTakenBack={lookAt} />
    </div>
  )
}

function Shut({ conversation: { entry, state }, onTake, isTaking }: Omit<Props, 'ref'>) {
  const { t } = useTranslation('console')
  return (
    <div className={styles.shut}>
      <span>{entry.status === 'waiting' ? t('composer.takeFirst') : entry.status === 'accepted' && entry.agent ? t('composer.ofOther', { name: entry.agent.name }) : state === 'closed' ? t('composer.over') : t('composer.withBot')}</span>
      {entry.status === 'waiting' && <Button size="sm" loading={isTaking} onClick={onTake}>{t('talk.take')}</Button>}
    </div>
  )
}
