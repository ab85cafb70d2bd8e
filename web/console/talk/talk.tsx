import { Button, Skeleton } from '@mantine/core'
import { useImperativeHandle, useRef } from 'react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/empty.tsx'
import { codeOf } from '../../ui/request.ts'
import { useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import { useConversation } from '../use-conversation.ts'
import { useFailureText } from '../use-failure-text.ts'
import { Composer } from './composer.tsx'
import type { ComposerHandle } from './composer.tsx'
import { TalkHeader } from './talk-header.tsx'
import styles from './talk.module.css'
import { Transcript } from './transcript.tsx'

/** What the keyboard does with the open conversation. */
export interface TalkHandle extends ComposerHandle {
  take(): void
}

interface Props {
  ref: Ref<TalkHandle>
  id: string | null
  onBack: (() => void) | null
  onShowCard: (() => void) | null
  onOpen(id: string | null): void
  /** This agent has the conversation now. */
  onTaken(): void
}

/** The middle column: one conversation, or why there is none. */
export function Talk({ ref, id, ...rest }: Props) {
  const { t } = useTranslation('console')
  if (id === null) return <section className={styles.talk} aria-label={t('talk.label')}><Empty icon="chat" title={t('talk.none')} what={t('talk.noneWhat')} /></section>
  return <OpenTalk key={id} ref={ref} id={id} {...rest} />
}

function OpenTalk({ ref, id, onBack, onShowCard, onOpen, onTaken }: Props & { id: string }) {
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const { deeds } = useDesk()
  const { runAndGo, isBusy } = useDeed()
  const textOf = useFailureText()
  const { data, error, refetch, loadOlder } = useConversation(id)
  const take = async () => {
    if (data?.entry.status === 'waiting') await runAndGo(() => deeds.claim(id), id, onTaken)
  }
  const composer = useRef<ComposerHandle>(null)
  useImperativeHandle(ref, () => ({ take: () => void take(), write: (mode) => composer.current?.write(mode) }))
  if (!data && error) {
    const isGone = codeOf(error) === 'not-found'
    return (
      <section className={styles.talk} aria-label={t('talk.label')}>
        <Empty icon="inbox" title={t('talk.gone')} what={isGone ? t('talk.goneWhat') : textOf(error)}>
          {isGone ? <Button variant="default" onClick={() => onOpen(null)}>{t('talk.back')}</Button> : <Button onClick={() => void refetch()}>{tUi('retry')}</Button>}
        </Empty>
      </section>
    )
  }
  return (
    <section className={styles.talk} aria-label={t('talk.label')}>
      {data && <TalkHeader conversation={data} isBusy={isBusy} onTake={() => void take()} onBack={onBack} onShowCard={onShowCard} onDone={() => onOpen(null)} />}
      {!data && <div className={styles.loading} aria-busy="true"><Skeleton height={44} /><Skeleton height={70} w="60%" /><Skeleton height={50} w="50%" ml="auto" /></div>}
      {data && <Transcript conversation={data} onOlder={loadOlder} />}
      {data && <Composer ref={composer} conversation={data} onTake={() => void take()} isTaking={isBusy} />}
    </section>
  )
}
