import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../handoff/contract.ts'
import { TimeSince } from '../../ui/time-since.tsx'
import { useDesk } from '../desk-provider.tsx'
import { waitingOf } from '../desk-state.ts'
import { Tag } from '../tag.tsx'
import { useQueueName } from '../use-queue-name.ts'
import styles from './board.module.css'
import { Bar, Part } from './part.tsx'

/** Every queue: how many wait, since when, and its head. */
export function QueuesPart({ board, onOpen }: { board: Board; onOpen(id: string): void }) {
  const { t } = useTranslation('console')
  const { desk } = useDesk()
  const queueName = useQueueName()
  const most = Math.max(1, ...board.queues.map(({ waiting }) => waiting))
  return (
    <Part title={t('board.queues')} isWide>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('board.queues')}>
        <table className={styles.table}>
          <thead><tr><th scope="col">{t('board.queue')}</th><th scope="col">{t('board.waiting')}</th><th scope="col">{t('priority.urgent')}</th><th scope="col">{t('board.offered')}</th><th scope="col">{t('board.longest')}</th><th scope="col">{t('board.next')}</th></tr></thead>
          <tbody>
            {board.queues.map((queue) => {
              const [head] = desk ? waitingOf(desk, queue.id) : []
              return (
                <tr key={queue.id}>
                  <th scope="row">{queueName(queue)} {!queue.isOpen && <Tag tone="annoyed">{t('board.shut')}</Tag>} {queue.assignment === 'push' && <Tag>{t('board.push')}</Tag>}</th>
                  <td><span className={styles.measure}><b>{queue.waiting}{queue.isMore ? '+' : ''}</b><Bar share={queue.waiting / most} tone={queue.urgent > 0 ? 'furious' : 'accent'} /></span></td>
                  <td data-bad={queue.urgent > 0}>{queue.urgent}</td>
                  <td>{queue.offered}</td>
                  <td>{queue.longestWaitSince === null ? '–' : <TimeSince at={queue.longestWaitSince} />}</td>
                  <td>{head ? <UnstyledButton className={styles.link!} onClick={() => onOpen(head.conversationId)}>{head.shopper.name ?? t('line.guest')}</UnstyledButton> : '–'}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Part>
  )
}
