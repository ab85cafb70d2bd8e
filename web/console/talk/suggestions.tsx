import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import styles from './composer.module.css'
import { readSuggestions } from './talk-api.ts'

/** What the bot would say to the shopper's last words, with real data: one press puts it into the box. */
export function SuggestionChips({ conversationId, lastSeq, onTake }: { conversationId: string; lastSeq: number; onTake(text: string): void }) {
  const { t, i18n } = useTranslation('console')
  const { data } = useQuery({ queryKey: ['suggestions', conversationId, lastSeq, i18n.language], queryFn: ({ signal }) => readSuggestions(conversationId, i18n.language, signal), staleTime: Infinity })
  if (!data || data.suggestions.length === 0) return null
  return (
    <div className={styles.suggestions} role="group" aria-label={t('deeds.composer.suggestions')}>
      {data.suggestions.map((one) => <button key={one.intent + one.text} type="button" title={one.text} onClick={() => onTake(one.text)}><strong>{one.label}</strong> {one.text}</button>)}
    </div>
  )
}
