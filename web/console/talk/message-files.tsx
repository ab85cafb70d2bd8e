import { useTranslation } from 'react-i18next'
import type { DeskMessage } from '../../../handoff/contract.ts'
import { Icon } from '../../ui/icon.tsx'
import { uploadUrl } from '../desk-api.ts'
import styles from './message-files.module.css'

/** Pictures as pictures, other files as links. */
export function MessageFiles({ conversationId, files }: { conversationId: string; files: DeskMessage['attachments'] }) {
  const { t } = useTranslation('console')
  if (files.length === 0) return null
  return (
    <div className={styles.files}>
      {files.map(({ id, name, contentType }) => (contentType.startsWith('image/') ? (
        <a key={id} href={uploadUrl(conversationId, id)} target="_blank" rel="noreferrer" className={styles.picture}>
          <img src={uploadUrl(conversationId, id)} alt={t('message.picture', { name })} loading="lazy" />
        </a>
      ) : (
        <a key={id} href={uploadUrl(conversationId, id)} target="_blank" rel="noreferrer" className={styles.file}><Icon name="file" size={16} /> {t('message.file', { name })}</a>
      )))}
    </div>
  )
}
