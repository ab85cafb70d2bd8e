import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../handoff/contract.ts'
import styles from './mood-curve.module.css'

type Points = Card['mood']

const height = 72
const edge = 7

/** The shopper's mood from message to message; each point tells on hover and focus which words moved it. */
export function MoodCurve({ points }: { points: Points }) {
  const { t } = useTranslation('console')
  const at = (place: number) => (points.length === 1 ? 50 : 3 + (place / (points.length - 1)) * 94)
  const up = (score: number) => height - edge - Math.min(Math.max(score, 0), 1) * (height - 2 * edge)
  const line = points.map(({ score }, place) => `${at(place)},${up(score)}`).join(' ')
  return (
    <div className={styles.curve} role="group" aria-label={t('card.moodChart')} style={{ height }}>
      <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {[0, 1 / 3, 2 / 3, 1].map((score) => <line key={score} x1={0} x2={100} y1={up(score)} y2={up(score)} className={styles.grid} />)}
        <polyline points={line} className={styles.line} />
      </svg>
      {points.map((point, place) => <MoodPoint key={point.seq} point={point} left={at(place)} top={up(point.score)} />)}
    </div>
  )
}

function MoodPoint({ point, left, top }: { point: Points[number]; left: number; top: number }) {
  const { t } = useTranslation('console')
  const title = t('card.moodPoint', { seq: point.seq, level: t(`mood.${point.level}`) })
  const body = point.evidence.length > 0 ? point.evidence.map((words) => `“${words}”`).join(', ') : t('card.noWords')
  return (
    <Tooltip label={<><strong>{title}</strong><br />{body}</>} multiline w={240} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={styles.point} data-level={point.level} style={{ left: `${left}%`, top }} aria-label={`${title}. ${body}`} />
    </Tooltip>
  )
}
