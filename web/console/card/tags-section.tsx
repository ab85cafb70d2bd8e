import { Checkbox, Popover, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueEntry } from '../../../handoff/contract.ts'
import { Icon } from '../../ui/icon.tsx'
import { useLabel } from '../use-label.ts'
import { useTags } from '../use-tags.ts'
import styles from './tags-section.module.css'
import { useCardDeed } from './use-card-deed.ts'

/** The team's tags on this conversation, put on and taken off. */
export function TagsSection({ entry }: { entry: QueueEntry }) {
  const { t } = useTranslation('console')
  const label = useLabel()
  const { deeds, run, isBusy, isAllowed } = useCardDeed(entry.conversationId)
  const [isOpen, setOpen] = useState(false)
  const { tags: known, nameOf, colourOf } = useTags()
  const set = entry.tags ?? []
  if (known.length === 0 && set.length === 0) return null
  return (
    <div className={styles.tags} aria-label={t('work.tags')} role="group">
      {set.map((id) => <span key={id} className={styles.tag} data-colour={colourOf(id)}>{nameOf(id)}</span>)}
      {isAllowed && (
        <Popover opened={isOpen} onChange={setOpen} trapFocus returnFocus withinPortal={false} position="bottom-start">
          <Popover.Target><UnstyledButton className={styles.add!} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}><Icon name="list" size={13} /> {t('work.editTags')}</UnstyledButton></Popover.Target>
          <Popover.Dropdown>
            <Checkbox.Group label={t('work.tags')} value={set} onChange={(tags) => void run(() => deeds.setTags(entry.conversationId, { tags }))}>
              <div className={styles.choices}>{known.map((one) => <Checkbox key={one.id} value={one.id} disabled={isBusy} label={label(one.label)} />)}</div>
            </Checkbox.Group>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  )
}
