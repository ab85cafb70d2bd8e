import { Loader, NativeSelect, Radio, SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ComplaintClass, Disposition } from '../../../handoff/contract.ts'
import type { WrapUp } from '../../../handoff/contract.ts'
import { now } from '../../ui/clock.ts'
import { useDesk } from '../desk-provider.tsx'
import { useDeed } from '../use-deed.ts'
import { useFailureText } from '../use-failure-text.ts'
import { DeedDialog } from './deed-dialog.tsx'
import styles from './dialog.module.css'
import { localTime } from './local-time.ts'
import { readWrapUp } from './talk-api.ts'

interface Props { id: string; onClose(): void; onDone(): void }

/** Ends the conversation: how it ended, what it was about, and what follows. What can be known is filled in. */
export function FinishDialog(props: Props) {
  const { t, i18n } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const textOf = useFailureText()
  const { data, error, isPending, isFetching, refetch } = useQuery({ queryKey: ['wrap-up', props.id, i18n.language], queryFn: ({ signal }) => readWrapUp(props.id, i18n.language, signal), staleTime: 0, gcTime: 0 })
  if (isPending) return <DeedDialog title={t('finish.title')} go={t('finish.go')} isBusy isReady={false} onGo={() => {}} onClose={props.onClose}><Loader aria-label={t('finish.title')} /></DeedDialog>
  // Without what was written and suggested before, an empty summary would take its place.
  if (!data) return <DeedDialog title={t('finish.title')} what={textOf(error)} go={tUi('retry')} isBusy={isFetching} onGo={() => void refetch()} onClose={props.onClose}>{null}</DeedDialog>
  return <WrapUpForm {...props} wrapUp={data} />
}

function WrapUpForm({ id, wrapUp, onClose, onDone }: Props & { wrapUp: WrapUp }) {
  const { t } = useTranslation('console')
  const { deeds } = useDesk()
  const { run, isBusy } = useDeed()
  const [begin] = useState(() => beginWith(wrapUp))
  const [disposition, setDisposition] = useState(begin.disposition)
  const [complaintClass, setComplaintClass] = useState(begin.complaintClass)
  const [summary, setSummary] = useState(begin.summary)
  const [next, setNext] = useState<'closed' | 'bot'>('closed')
  const [survey, setSurvey] = useState(true)
  const [followUp, setFollowUp] = useState({ at: '', text: '' })
  const isFollowUpHalf = (followUp.at === '') !== (followUp.text.trim() === '')
  const go = async () => {
    const asked = followUp.at === '' ? null : { at: new Date(followUp.at).getTime(), text: followUp.text.trim() }
    const isDone = disposition && await run(() => deeds.complete(id, { disposition, next, complaintClass, summary, followUp: asked, survey }), t('done.finished'), id)
    if (isDone) onDone()
  }
  return (
    <DeedDialog title={t('finish.title')} go={t('finish.go')} isBusy={isBusy} isReady={disposition !== null && !isFollowUpHalf} onGo={() => void go()} onClose={onClose}>
      <Radio.Group label={t('finish.how')} value={disposition} onChange={(value) => setDisposition(Disposition.parse(value))}>
        <div className={styles.choices}>
          {Disposition.options.map((one, place) => <Radio key={one} value={one} label={t(`disposition.${one}`)} data-autofocus={place === 0 || undefined} />)}
        </div>
      </Radio.Group>
      <NativeSelect label={t('work.complaintClass')} value={complaintClass ?? ''} data={[{ value: '', label: t('deeds.wrapUp.noComplaint') }, ...ComplaintClass.options.map((one) => ({ value: one, label: t(`work.class.${one}`) }))]} onChange={({ currentTarget }) => setComplaintClass(currentTarget.value === '' ? null : ComplaintClass.parse(currentTarget.value))} />
      <Textarea label={t('deeds.wrapUp.summary')} autosize minRows={3} maxRows={9} maxLength={4000} value={summary} onChange={({ currentTarget }) => setSummary(currentTarget.value)} />
      {wrapUp.canFollowUp && (
        <div className={styles.pair}>
          <TextInput type="datetime-local" min={localTime(now())} label={t('deeds.wrapUp.followUpAt')} value={followUp.at} onChange={({ currentTarget }) => setFollowUp({ ...followUp, at: currentTarget.value })} />
          <TextInput label={t('deeds.wrapUp.followUpText')} placeholder={t('deeds.wrapUp.followUpHint')} maxLength={500} value={followUp.text} onChange={({ currentTarget }) => setFollowUp({ ...followUp, text: currentTarget.value })} />
        </div>
      )}
      {wrapUp.canSurvey && <Switch label={t('deeds.wrapUp.survey')} checked={survey} onChange={({ currentTarget }) => setSurvey(currentTarget.checked)} />}
      <div>
        <p className={styles.label} id="finish-next">{t('finish.next')}</p>
        <SegmentedControl aria-labelledby="finish-next" fullWidth value={next} onChange={(value) => setNext(value === 'bot' ? 'bot' : 'closed')} data={[{ value: 'closed', label: t('finish.closed') }, { value: 'bot', label: t('finish.bot') }]} />
      </div>
    </DeedDialog>
  )
}

// What was written before stands, else what the server suggests.
function beginWith(wrapUp: WrapUp): { disposition: Disposition | null; complaintClass: ComplaintClass | null; summary: string } {
  const { written } = wrapUp
  const before = Disposition.safeParse(written?.disposition)
  return {
    disposition: before.data ?? wrapUp.suggestedDisposition, complaintClass: written?.complaintClass ?? wrapUp.suggestedClass, summary: written?.summary ?? wrapUp.summary,
  }
}
