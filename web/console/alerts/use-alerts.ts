import { notifications } from '@mantine/notifications'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../ui/clock.ts'
import { useDesk } from '../desk-provider.tsx'
import { useMentions } from '../lists/use-own-lists.ts'
import { useAlertSettings } from './alert-settings.ts'
import { conditionsOf, newAlerts } from './conditions.ts'
import type { Alert, AlertKind } from './conditions.ts'
import { noteLook, notify } from './notify.ts'
import { makeSounder } from './sounder.ts'
import type { Sounder } from './sounder.ts'

// What stands in the lists or in a banner anyway needs no word beside it.
const told: readonly AlertKind[] = ['returned', 'sla-late', 'mention', 'left', 'agent-away']

/** Sounds, notifies and says what is new at the desk. Returns the last thing said, for screen readers, and the sounder. */
export function useAlerts(onOpen: (conversationId: string | null) => void): { said: string; sounder: Sounder } {
  const { me, desk } = useDesk()
  const { t } = useTranslation('console')
  const { t: tUi } = useTranslation('ui')
  const mentions = useMentions()
  const [settings] = useAlertSettings(me.id)
  const [said, setSaid] = useState('')
  const [sounder] = useState(() => makeSounder(me.id))
  const now = useNow()
  const known = useRef<Set<string> | null>(null)
  useEffect(() => sounder.listen(), [sounder])
  useEffect(noteLook, [now])
  useEffect(() => {
    if (!desk) return
    const conditions = conditionsOf(desk, { me, mentions, now })
    // What was there before this page was opened is seen in the lists; only an offer cannot wait.
    const before = known.current ?? new Set(conditions.filter(({ kind }) => kind !== 'offer').map(({ key }) => key))
    known.current = new Set(conditions.map(({ key }) => key))
    const fresh = newAlerts(before, conditions).filter(isHeard)
    const [first] = fresh
    if (!first) return
    const textOf = ({ kind, name }: Alert) => t(`alerts.say.${kind}`, { name: name ?? t('line.guest') })
    setSaid(textOf(first))
    if (!settings.isMuted) sounder.ring(first.kind, first.key, settings.volume)
    for (const alert of fresh.slice(0, 3)) {
      if (settings.isNotifying) notify({ key: alert.key, text: textOf(alert), onClick: () => onOpen(alert.conversationId) })
      if (told.includes(alert.kind)) notifications.show({ id: alert.key, message: textOf(alert), color: alert.kind === 'sla-late' ? 'red' : 'petrol', autoClose: 9000, closeButtonProps: { 'aria-label': tUi('close') }, onClick: () => onOpen(alert.conversationId) })
    }
  }, [desk, mentions, now, me, sounder, settings, onOpen, t, tUi])
  return { said, sounder }
}

// Whoever looks at the desk sees that a shopper has written.
function isHeard({ kind }: Alert): boolean {
  return kind !== 'wrote' || document.hidden || !document.hasFocus()
}
