import { CloseDialog } from './close-dialog.tsx'
import { AnswerConsultDialog, ConsultDialog } from './consult-dialog.tsx'
import { FinishDialog } from './finish-dialog.tsx'
import { HandBackDialog } from './hand-back-dialog.tsx'
import { PromiseDialog } from './promise-dialog.tsx'
import { SnoozeDialog } from './snooze-dialog.tsx'
import { TransferDialog } from './transfer-dialog.tsx'

export type DialogName = 'hand-back' | 'transfer' | 'finish-now' | 'snooze' | 'consult' | 'answer-consult' | 'promise' | 'reassign' | 'close'

interface Props {
  id: string
  dialog: DialogName
  onClose(): void
  /** The conversation left this agent's hands. */
  onGone(): void
}

/** The dialog that was asked for. Those after which the conversation stays here only close. */
export function TalkDialogs({ id, dialog, onClose, onGone }: Props) {
  switch (dialog) {
    case 'hand-back': return <HandBackDialog id={id} onClose={onClose} onDone={onGone} />
    case 'transfer': return <TransferDialog id={id} isReassign={false} onClose={onClose} onDone={onGone} />
    case 'reassign': return <TransferDialog id={id} isReassign onClose={onClose} onDone={onClose} />
    case 'finish-now': return <FinishDialog id={id} onClose={onClose} onDone={onGone} />
    case 'snooze': return <SnoozeDialog id={id} onClose={onClose} onDone={onGone} />
    case 'consult': return <ConsultDialog id={id} onClose={onClose} onDone={onClose} />
    case 'answer-consult': return <AnswerConsultDialog id={id} onClose={onClose} onDone={onClose} />
    case 'promise': return <PromiseDialog id={id} onClose={onClose} onDone={onClose} />
    case 'close': return <CloseDialog id={id} onClose={onClose} onDone={onGone} />
  }
}
