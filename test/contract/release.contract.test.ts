import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../core/db/db.ts'
import type { OpenedDatabase } from '../../core/db/pool.ts'
import { openNlpModels } from '../../nlp-models/index.ts'
import { eachDatabase } from '../databases.ts'
import { putRowsBack } from '../kept-rows.ts'
import { bringSmallModels, writeSmallContent } from '../small-content.ts'

const folder = mkdtempSync(join(tmpdir(), 'baton-release-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

const smallContent = (name: string) => writeSmallContent(join(folder, name))

function opener(db: Database, contentDir: string) {
  return async (dataDir: string) => {
    const trained: string[] = []
    const fractions: number[] = []
    const nlp = await openNlpModels({ db, contentDir, dataDir: join(folder, dataDir), catalogue: [], timeZone: 'UTC', onProgress: (fraction, what) => { fractions.push(fraction); if (!what.endsWith('known')) trained.push(what) } })
    return { nlp, hasTrained: trained.length > 0, fractions }
  }
}

const releases = async (db: Database) => (await db.query<{ count: number }>('select count(*)::int as count from release')).rows[0]!.count

eachDatabase((name, openDatabase) => {
  let db: OpenedDatabase
  beforeAll(async () => { db = await openDatabase() })
  beforeEach(async () => { await putRowsBack(db, 'migrated') })

  test('the first start trains and publishes, the second serves the same release, another machine takes it from the database', async () => {
    const open = opener(db, smallContent(`life-${name}`))
    const first = await open(`one-${name}`)
    expect(first.hasTrained).toBe(true)
    expect(first.fractions.at(-1)).toBe(1)
    expect(first.nlp.languages).toEqual(['en', 'zh'])
    expect(first.nlp.scorecard.languages.map(({ accuracy }) => accuracy > 0.3)).toEqual([true, true])
    const second = await open(`one-${name}`)
    const elsewhere = await open(`two-${name}`)
    for (const { nlp, hasTrained } of [second, elsewhere]) {
      expect(hasTrained).toBe(false)
      expect(nlp.releaseId).toBe(first.nlp.releaseId)
      expect(nlp.understand('let me talk to a human', {}, 0)).toEqual(first.nlp.understand('let me talk to a human', {}, 0))
    }
    expect(await releases(db)).toBe(1)
  })

  test('changed content makes a new release; a replica that serves the old one takes the new one by reference', async () => {
    const contentDir = smallContent(`change-${name}`)
    const open = opener(db, contentDir)
    await bringSmallModels(join(folder, `change-${name}`))
    const old = await open(`change-${name}`)
    appendFileSync(join(contentDir, 'en', 'small.md'), '\n## reply handoff.test-only\n- Said by the new release.\n')
    const newer = await open(`change-${name}`)
    // Words were changed, no lines: nothing is trained for that.
    expect(newer.hasTrained).toBe(false)
    expect(newer.nlp.releaseId).not.toBe(old.nlp.releaseId)
    expect(old.nlp.hasReply('handoff.test-only', 'en')).toBe(false)
    await old.nlp.refresh()
    expect(old.nlp.releaseId).toBe(newer.nlp.releaseId)
    expect(old.nlp.render({ key: 'handoff.test-only' }, { language: 'en' }).text).toBe('Said by the new release.')
    expect(await releases(db)).toBe(2)
  })

  test('the guard\'s rules are frozen with the release: the bot obeys those of the one it serves', async () => {
    const contentDir = smallContent(`guard-${name}`)
    const open = opener(db, contentDir)
    await bringSmallModels(join(folder, `guard-${name}`))
    const old = await open(`guard-${name}`)
    const rule = (language: string, words: string) => `\n## rule tone.hello\nlabel: No ${language}\ndo: block\nsay instead: Welcome.\n- ${words}\n`
    for (const [language, words] of [['en', '[hello | hi]'], ['zh', '您好']] as const) appendFileSync(join(contentDir, language, 'small.md'), rule(language, words))
    const newer = await open(`guard-${name}`)
    expect(newer.hasTrained).toBe(false)
    const hello = (nlp: typeof old.nlp) => nlp.render({ key: 'small-talk.greet' }, { language: 'en' }).text
    const hits = (nlp: typeof old.nlp) => nlp.guard('Hello, 您好!', { language: 'en', by: 'agent', now: 0 }).hits.map(({ text, label, deed }) => ({ text, label, deed }))
    expect(hello(old.nlp)).toMatch(/^(Hello|Hi), /)
    expect(hits(old.nlp)).toEqual([])
    // Another machine reads the rules from the database, not from files.
    await old.nlp.refresh()
    for (const { nlp } of [newer, old]) {
      expect(hello(nlp)).toBe('Welcome.')
      expect(hits(nlp)).toEqual([{ text: 'Hello', label: 'No en', deed: 'block' }, { text: '您好', label: 'No en', deed: 'block' }])
    }
  })

  test('a damaged model is not served: from the cache it is fetched anew, from the database the bot trains anew', async () => {
    const open = opener(db, smallContent(`damage-${name}`))
    await bringSmallModels(join(folder, `damage-${name}`))
    const first = await open(`damage-${name}`)
    const cache = join(folder, `damage-${name}`, 'models')
    const models = readdirSync(cache).filter((file) => file.endsWith('.model'))
    expect(models).toHaveLength(2)
    for (const file of models) writeFileSync(join(cache, file), 'not a model')
    expect((await open(`damage-${name}`)).nlp.releaseId).toBe(first.nlp.releaseId)
    await db.query(`update release_model set bytes = 'broken'::bytea`)
    const repaired = await open(`elsewhere-${name}`)
    expect(repaired.hasTrained).toBe(true)
    expect(repaired.nlp.releaseId).not.toBe(first.nlp.releaseId)
    expect(repaired.nlp.understand('let me talk to a human', {}, 0).intent).toBe('handoff.ask')
  })

  test('a shop that does not tell its catalogue does not keep the bot from opening', async () => {
    let isDown = true
    await bringSmallModels(join(folder, `shop-${name}`))
    const nlp = await openNlpModels({
      db, contentDir: smallContent(`shop-${name}`), dataDir: join(folder, `shop-${name}`), timeZone: 'UTC',
      catalogue: async () => {
        if (isDown) throw new Error('the shop is down')
        return [{ id: 'k1', names: ['kettle'], category: 'kettles' }]
      },
    })
    expect(nlp.understand('a kettle', {}, 0).entities).toEqual([])
    isDown = false
    await nlp.refresh()
    expect(nlp.understand('a kettle', {}, 0).entities).toMatchObject([{ entity: 'product', value: 'k1' }, { entity: 'category' }])
    await nlp.setCatalogue([])
    expect(nlp.understand('a kettle', {}, 0).entities).toEqual([])
    await nlp.close()
  })
})
