import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icon.tsx'
import styles from './welcome.module.css'

/** A line of welcome and four questions that open the chat. */
export function Welcome({ onAsk }: { onAsk(text: string): void }) {
  const { t } = useTranslation('shop')
  const asks = [t('asks.parcel'), t('asks.return'), t('asks.gift'), t('asks.person')]
  return (
    <section className={styles.welcome}>
      <h1>{t('welcome')}</h1>
      <p>{t('welcomeWhat')}</p>
      <div className={styles.asks} role="group" aria-label={t('ask')}>
        {asks.map((text) => (
          <button key={text} type="button" onClick={() => onAsk(text)}><Icon name="chat" size={15} />{text}</button>
        ))}
      </div>
    </section>
  )
}
