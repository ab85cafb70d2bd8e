import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { understandLines } from '../../../nlp-models/index.ts'
import { writeSmallContent } from '../../small-content.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'baton-lines-'))
afterAll(() => { rmSync(dataDir, { recursive: true, force: true }) })

test('a line in, a JSON object out, whatever the line is; the second time nothing is trained', async () => {
  const contentDir = writeSmallContent(join(dataDir, 'content'))
  const run = async (lines: string[]) => {
    const written: string[] = []
    const steps: string[] = []
    const code = await understandLines({ lines, write: (line) => { written.push(line) }, contentDir, dataDir, onProgress: (_, what) => { if (!what.endsWith('known')) steps.push(what) } })
    expect(code).toBe(0)
    return { answers: written.map((line) => JSON.parse(line) as Record<string, unknown>), steps }
  }
  const first = await run(['let me talk to a human', '', '{"text":"转人工","lang":"zh"}', '{"no":"text"}', '{broken', '\0'])
  expect(first.steps.length).toBeGreaterThan(0)
  expect(first.answers).toHaveLength(5)
  expect(first.answers[0]).toMatchObject({ intent: 'handoff.ask', language: 'en', mood: { level: expect.any(String) as string, evidence: expect.any(Array) as unknown[] } })
  expect(first.answers[1]).toMatchObject({ intent: 'handoff.ask', language: 'zh' })
  const second = await run(['let me talk to a human'])
  expect(second.steps).toEqual([])
  expect(second.answers[0]).toEqual(first.answers[0])
})
