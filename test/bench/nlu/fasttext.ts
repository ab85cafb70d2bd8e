// The fastText of Debian (Joulin et al. 2016), trained and asked in its own manner: files of lines, one word a blank.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fastTextProgram } from '../../machine.ts'

/** Small sets are shown more often, as fastText's own tuning would choose: about so many lessons in all, within these bounds of rounds. */
const LESSONS = 60_000
const ROUNDS = { fewest: 50, most: 200 }

/** Trains on labelled texts with word pairs and letters 3–5; answers many texts at once, because each question starts the program. */
export function trainFastText(lines: { text: string; label: string }[]): { answer(texts: string[]): string[]; close(): void } {
  const program = fastTextProgram()
  const folder = mkdtempSync(join(tmpdir(), 'baton-fasttext-'))
  const [input, model] = [join(folder, 'train.txt'), join(folder, 'model')]
  const labels = [...new Set(lines.map(({ label }) => label))].sort()
  writeFileSync(input, lines.map(({ text, label }) => `__label__${labels.indexOf(label)} ${words(text)}\n`).join(''))
  const rounds = Math.max(ROUNDS.fewest, Math.min(ROUNDS.most, Math.round(LESSONS / lines.length)))
  const settings = { lr: 1, epoch: rounds, wordNgrams: 2, minn: 3, maxn: 5, dim: 100, bucket: 200_000, thread: 2, verbose: 0 }
  execFileSync(program, ['supervised', '-input', input, '-output', model, ...Object.entries(settings).flatMap(([name, value]) => [`-${name}`, String(value)])], { stdio: 'ignore' })
  return {
    answer(texts) {
      const told = execFileSync(program, ['predict', `${model}.bin`, '-', '1'], { input: texts.map((text) => `${words(text)}\n`).join(''), encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['pipe', 'pipe', 'ignore'] })
      return told.trimEnd().split('\n').map((line) => labels[Number(line.replace('__label__', ''))] ?? '')
    },
    close() { rmSync(folder, { recursive: true, force: true }) },
  }
}

/** Lower case, punctuation apart, Chinese characters as words: what fastText's own examples do to a text. */
function words(text: string): string {
  return (text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}']+|[^\s\p{L}\p{N}]/gu) ?? ['-']).join(' ')
}
