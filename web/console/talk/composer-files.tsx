import { CloseButton, FileButton, ActionIcon, Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import styles from './composer.module.css'
import { fileKinds } from './use-files.ts'
import type { useFiles } from './use-files.ts'

/** The files of the next reply, each to be taken away again. */
export function ComposerFiles({ files, problem, drop }: Pick<ReturnType<typeof useFiles>, 'files' | 'problem' | 'drop'>) {
  const { t } = useTranslation('console')
  return (
    <>
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map((one) => (
            <li key={one.key}>{one.attachment ? <Icon name="file" size={14} /> : <Loader size={12} />} {one.name} <CloseButton size="xs" aria-label={t('deeds.composer.removeFile', { name: one.name })} onClick={() => drop(one.key)} /></li>
          ))}
        </ul>
      )}
      {problem && <p className={styles.warning} role="alert">{problem}</p>}
    </>
  )
}

export function AttachButton({ onFiles }: { onFiles(files: File[]): void }) {
  const { t } = useTranslation('console')
  return (
    <FileButton multiple accept={fileKinds.join(',')} onChange={onFiles}>
      {(props) => <ActionIcon {...props} variant="subtle" color="gray" size="lg" aria-label={t('deeds.composer.attach')} title={t('deeds.composer.attach')}><Icon name="image" size={18} /></ActionIcon>}
    </FileButton>
  )
}
