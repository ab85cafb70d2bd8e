import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShopAction } from '../../../handoff/contract.ts'
import { DeedDialog } from '../talk/deed-dialog.tsx'
import { newKey } from '../../ui/new-key.ts'
import { priceText } from '../../ui/price-text.ts'
import { readShopActions } from './card-api.ts'
import styles from './rows.module.css'
import { Section } from './section.tsx'
import { useCardDeed } from './use-card-deed.ts'
import { useShopWord } from './use-shop-word.ts'

/** What the shop can be asked to do for this shopper by somebody of this role; each is confirmed first, and what came of it is told. */
export function ShopActionsSection({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('console')
  const { isAllowed } = useCardDeed(conversationId)
  const [asked, ask] = useState<ShopAction | null>(null)
  const { data } = useQuery({ queryKey: ['conversation', conversationId, 'shop-actions'], queryFn: ({ signal }) => readShopActions(conversationId, signal), enabled: isAllowed })
  if (!data || (data.actions.length === 0 && data.asked.length === 0)) return null
  const name = (kind: ShopAction['kind']) => t(`work.shop.${kind}`)
  return (
    <Section title={t('work.shop.title')}>
      <div className={styles.deeds} style={{ justifyContent: 'flex-start' }}>
        {data.actions.map((one) => (
          <Button key={`${one.kind}${one.orderId}${one.lineId}`} size="compact-sm" variant="default" disabled={!one.isAllowed} title={one.why ?? undefined} onClick={() => ask(one)}>
            {name(one.kind)} · {one.orderNumber}{one.lineId ? ` · ${one.title}` : ''}
          </Button>
        ))}
      </div>
      {data.actions.filter((one) => !one.isAllowed && one.why).map((one) => <p key={`${one.kind}${one.orderId}${one.lineId}`} className={styles.dim}>{name(one.kind)}: {one.why}</p>)}
      {data.asked.map((one) => <p key={one.key} className={styles.dim}>{name(one.kind)} · {one.orderNumber} · {t(`work.shop.state.${one.state}`)} ({one.by})</p>)}
      {asked && <AskDialog action={asked} conversationId={conversationId} onClose={() => ask(null)} />}
    </Section>
  )
}

function AskDialog({ action, conversationId, onClose }: { action: ShopAction; conversationId: string; onClose(): void }) {
  const { t, i18n } = useTranslation('console')
  const shopWord = useShopWord()
  const { deeds, run, isBusy } = useCardDeed(conversationId)
  // One press of the button is one deed, however often the request is sent.
  const [key] = useState(newKey)
  const [words, setWords] = useState('')
  const isAddress = action.kind === 'change-address'
  const go = async () => {
    const more = isAddress ? { address: words } : { reason: words }
    if (await run(() => deeds.askShop(conversationId, { kind: action.kind, orderId: action.orderId, lineId: action.lineId, ...more, key }), t('work.shop.asked'))) onClose()
  }
  return (
    <DeedDialog title={t(`work.shop.${action.kind}`)} go={t('work.shop.go')} isBusy={isBusy} isReady={!isAddress || words.trim() !== ''} onGo={() => void go()} onClose={onClose}>
      <p>{action.orderNumber}{action.lineId ? ` · ${shopWord(action.title)}` : ''}{action.amount !== null && <> · <strong>{priceText({ amount: action.amount, currency: action.currency }, i18n.language)}</strong></>}</p>
      <Textarea data-autofocus label={t(isAddress ? 'work.shop.address' : 'work.shop.reason')} autosize minRows={2} maxLength={isAddress ? 500 : 200} value={words} onChange={({ currentTarget }) => setWords(currentTarget.value)} />
    </DeedDialog>
  )
}
