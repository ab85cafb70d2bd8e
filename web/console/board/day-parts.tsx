import { useTranslation } from 'react-i18next'
import type { Board } from '../../../handoff/contract.ts'
import styles from './board.module.css'
import { Bar, Part } from './part.tsx'

/** First answers today: in time, too late, not given though due. */
export function SlaPart({ board: { sla } }: { board: Board }) {
  const { t, i18n } = useTranslation('console')
  const all = sla.met + sla.late + sla.overdue
  const parts = [['met', 'calm'], ['late', 'annoyed'], ['overdue', 'furious']] as const
  return (
    <Part title={t('board.sla')}>
      <p className={styles.big}>{all === 0 ? '–' : new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(sla.met / all)} <small>{t('board.inTime')}</small></p>
      <span className={styles.stack} aria-hidden="true">{parts.map(([name, tone]) => sla[name] > 0 && <span key={name} data-tone={tone} style={{ flexGrow: sla[name] }} />)}</span>
      <ul className={styles.legend}>{parts.map(([name, tone]) => <li key={name} data-tone={tone}>{t(`board.slaParts.${name}`)} <b>{sla[name]}</b></li>)}</ul>
    </Part>
  )
}

/** Why shoppers were handed over today, the most frequent first. */
export function ReasonsPart({ board: { reasons } }: { board: Board }) {
  const { t } = useTranslation('console')
  const most = Math.max(1, ...reasons.map(({ count }) => count))
  return (
    <Part title={t('board.reasons')}>
      {reasons.length === 0 && <p className={styles.none}>{t('board.noneToday')}</p>}
      <dl className={styles.reasons}>
        {reasons.toSorted((a, b) => b.count - a.count).map(({ reason, count }) => <div key={reason}><dt>{t(`reason.${reason}`)}</dt><dd><Bar share={count / most} /> <b>{count}</b></dd></div>)}
      </dl>
    </Part>
  )
}
