// The cross-validation as one HTML page that needs nothing else: confusion matrix and calibration as inline pictures, the tables below.
import type { Language } from '../core/conversation/words.ts'
import { calibrationBins, scoreAnswers, scoreByIntent, type Answer, type Bin } from './evaluate.ts'

export interface Crossed { language: Language; answers: Answer[]; byText: string[] }

/** The whole page. */
export function reportPage(crossed: Crossed[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Understanding: cross-validation</title>
<style>body{font:14px/1.45 system-ui,sans-serif;margin:2rem;color:#1c1c1e;background:#fff}table{border-collapse:collapse}td,th{padding:2px 10px;text-align:right}td:first-child,th:first-child{text-align:left}tr:nth-child(even){background:#f4f4f6}svg{max-width:100%;height:auto}</style></head>
<body><h1>Understanding: cross-validation</h1>${crossed.map(section).join('')}</body></html>
`
}

function section({ language, answers, byText }: Crossed): string {
  const inside = answers.filter(({ truth }) => truth !== null)
  const scores = scoreAnswers(answers)
  const rows = scoreByIntent(inside)
  const intents = rows.map(({ intent }) => intent)
  const mistakes = inside.map((answer) => ({ ...answer, text: byText[answers.indexOf(answer)]! })).filter(({ truth, best }) => truth !== best).sort((a, b) => b.confidence - a.confidence).slice(0, 25)
  return `<h2>${escape(language)}: ${percent(scores.accuracy)} right, ${inside.length} lines, calibration error ${scores.ece.toFixed(3)}</h2>
<h3>Confusion matrix</h3>${matrixPicture(inside, intents)}
<h3>Calibration: what is said against what is so</h3>${calibrationPicture(calibrationBins(inside))}
<h3>By intent</h3><table><tr><th>intent</th><th>lines</th><th>precision</th><th>recall</th><th>F1</th></tr>${rows.map((row) => `<tr><td>${escape(row.intent)}</td><td>${row.lines}</td><td>${percent(row.precision)}</td><td>${percent(row.recall)}</td><td>${percent(row.f1)}</td></tr>`).join('')}</table>
<h3>Surest mistakes</h3><table><tr><th>line</th><th>meant</th><th>said</th><th>confidence</th></tr>${mistakes.map((one) => `<tr><td>${escape(one.text)}</td><td>${escape(one.truth!)}</td><td>${escape(one.best)}</td><td>${percent(one.confidence)}</td></tr>`).join('')}</table>`
}

const CELL = 14
const MARGIN = 190

function matrixPicture(answers: Answer[], intents: string[]): string {
  const place = new Map(intents.map((intent, at) => [intent, at]))
  const counts = new Map<string, number>()
  const totals = new Map<string, number>()
  for (const { truth, best } of answers) {
    counts.set(`${truth}\n${best}`, (counts.get(`${truth}\n${best}`) ?? 0) + 1)
    totals.set(truth!, (totals.get(truth!) ?? 0) + 1)
  }
  const side = MARGIN + intents.length * CELL + 10
  const cells = [...counts].flatMap(([pair, count]) => {
    const [truth, best] = pair.split('\n') as [string, string]
    if (!place.has(best)) return []
    const [x, y] = [MARGIN + place.get(best)! * CELL, MARGIN + place.get(truth)! * CELL]
    const strength = Math.min(1, 0.15 + (count / totals.get(truth)!) * (truth === best ? 1 : 3))
    return [`<rect x="${x}" y="${y}" width="${CELL - 1}" height="${CELL - 1}" fill="${truth === best ? '#2b6cb0' : '#c53030'}" fill-opacity="${strength.toFixed(2)}"><title>${escape(truth)} → ${escape(best)}: ${count}</title></rect>`]
  })
  const names = intents.flatMap((intent, at) => {
    const middle = MARGIN + at * CELL + CELL - 4
    return [`<text x="${MARGIN - 6}" y="${middle}" text-anchor="end">${escape(intent)}</text>`, `<text transform="translate(${middle},${MARGIN - 6}) rotate(-90)">${escape(intent)}</text>`]
  })
  return `<svg role="img" aria-label="Confusion matrix: rows are what was meant, columns what was said" viewBox="0 0 ${side} ${side}" width="${side}" font-size="11" font-family="system-ui,sans-serif">${names.join('')}${cells.join('')}</svg>`
}

function calibrationPicture(bins: Bin[]): string {
  const size = 320
  const at = (value: number) => (value * size).toFixed(1)
  const most = Math.max(...bins.map(({ lines }) => lines), 1)
  const bars = bins.map(({ from, to, lines }) => `<rect x="${at(from)}" y="${at(1 - (lines / most) * 0.25)}" width="${at(to - from - 0.004)}" height="${at((lines / most) * 0.25)}" fill="#cbd5e0"/>`)
  const dots = bins.filter(({ lines }) => lines > 0).map(({ confidence, accuracy, lines }) => `<circle cx="${at(confidence)}" cy="${at(1 - accuracy)}" r="5" fill="#2b6cb0"><title>said ${percent(confidence)}, right ${percent(accuracy)}, ${lines} lines</title></circle>`)
  return `<svg role="img" aria-label="Calibration plot" viewBox="-40 -10 ${size + 60} ${size + 50}" width="${size + 60}" font-size="11" font-family="system-ui,sans-serif"><rect width="${size}" height="${size}" fill="none" stroke="#a0aec0"/>${bars.join('')}<line x1="0" y1="${size}" x2="${size}" y2="0" stroke="#a0aec0" stroke-dasharray="4"/>${dots.join('')}<text x="${size / 2}" y="${size + 30}" text-anchor="middle">confidence said (bars: how often)</text><text transform="translate(-20,${size / 2}) rotate(-90)" text-anchor="middle">share right</text></svg>`
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!)
}
