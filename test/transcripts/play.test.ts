// Every conversation in the folders beside this file is played against the real app: real dialogs, real database, real content.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../app.ts'
import { parsePlays } from './parse-play.ts'
import { perform } from './player.ts'
import type { Ear } from './stage.ts'

const folder = import.meta.dirname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.chat')).toSorted()
const plays = files.flatMap((file) => parsePlays(readFileSync(join(folder, file), 'utf8'), file).map((play) => ({ file, play })))

let stage: TestApp
const ear: Ear = new Map()
beforeAll(async () => {
  stage = await openTestApp()
  // Only listens: what the shopper reads no longer shows the data it was made from.
  const { render } = stage.app.nlp
  stage.app.nlp.render = (reply, how) => {
    const rendered = render(reply, how)
    ear.set(`${reply.key}\n${rendered.text}`, reply.data ?? {})
    return rendered
  }
})
afterAll(async () => { await stage.close() })

test('there are at least forty plays, in both languages', () => {
  expect(plays.length).toBeGreaterThanOrEqual(40)
  const chinese = plays.filter(({ play }) => play.lines.some((line) => line.kind === 'says' && /\p{Script=Han}/u.test(line.text)))
  expect(chinese.length).toBeGreaterThanOrEqual(12)
})

describe.each(files)('%s', (file) => {
  test.each(plays.filter((one) => one.file === file))('$play.title', async ({ play }) => { await perform(play, stage, ear) })
})
