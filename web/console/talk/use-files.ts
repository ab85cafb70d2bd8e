import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { DeskAttachment } from '../../../handoff/contract.ts'
import { newKey } from '../../ui/new-key.ts'
import { useDesk } from '../desk-provider.tsx'
import { openShelf } from '../shelf.ts'
import { useFailureText } from '../use-failure-text.ts'
import { useTalkDeeds } from './use-talk-deeds.ts'

/** A file that goes with the next reply. */
export interface FileToSend {
  key: string
  name: string
  /** Null while its bytes are under way. */
  attachment: z.infer<typeof DeskAttachment> | null
}

const mostBytes = 5 * 1024 * 1024
const mostFiles = 10
export const fileKinds = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'application/pdf']

// By agent and conversation: whoever looks at another conversation or writes a note meanwhile finds them again.
const shelf = openShelf<FileToSend[]>([])

/** Files put to the next reply: their bytes go up at once, so that sending does not wait. */
export function useFiles(conversationId: string) {
  const { t } = useTranslation('console')
  const deeds = useTalkDeeds()
  const textOf = useFailureText()
  const { me } = useDesk()
  const name = `${me.id}.${conversationId}`
  const files = shelf.use(name)
  const setFiles = (deed: (before: FileToSend[]) => FileToSend[]) => shelf.change(name, deed)
  const [problem, setProblem] = useState<string | null>(null)
  const drop = (key: string) => setFiles((before) => before.filter((one) => one.key !== key))
  const put = async (file: File) => {
    const key = newKey()
    setFiles((before) => [...before, { key, name: file.name, attachment: null }])
    try {
      const attachment = await deeds.upload(conversationId, file)
      setFiles((before) => before.map((one) => (one.key === key ? { ...one, attachment } : one)))
    } catch (error) {
      drop(key)
      setProblem(`${file.name}: ${textOf(error)}`)
    }
  }
  const add = (chosen: Iterable<File>) => {
    setProblem(null)
    for (const [place, file] of [...chosen].entries()) {
      if (files.length + place >= mostFiles) return setProblem(t('deeds.composer.tooMany'))
      if (!fileKinds.includes(file.type)) setProblem(t('deeds.composer.wrongKind', { name: file.name }))
      else if (file.size > mostBytes) setProblem(t('deeds.composer.tooBig', { name: file.name }))
      else void put(file)
    }
  }
  /** Files that are there already: of a reply that was taken back. */
  const putBack = (attachments: NonNullable<FileToSend['attachment']>[]) => setFiles((before) => [...attachments.map((attachment) => ({ key: newKey(), name: attachment.name, attachment })), ...before])
  return { files, problem, add, drop, putBack, clear: () => setFiles(() => []), isUploading: files.some((one) => one.attachment === null) }
}
