// The walls of the house (docs/architecture.md): which room may know which, and who owns what.
import { beforeAll, describe, expect, test } from 'vitest'
import { filesIn, readArrows, roomOf, rooms, stringsIn, tablesOfMigrations, type Arrow, type Room } from './sources.ts'

const mayImport: Record<Room, Room[]> = {
  'bot': ['dialogs', 'handoff', 'nlp-models', 'commerce', 'core', 'web'],
  'dialogs': ['commerce', 'core'],
  'handoff': ['core'],
  'nlp-models': ['core'],
  'commerce': ['core'],
  'core': [],
  'web': ['core', 'handoff', 'nlp-models', 'commerce'],
}

// The floor has a door for every part of it; every other room has one.
const doorsOfCore = /^core\/([\w-]+|db\/(db|pool|backup)|conversation\/(index|words|dialog-words|personal))\.ts$/

/** Who alone may import a library: a file, or a folder when it ends in a slash. */
const owners: Record<string, string[]> = {
  'restify': ['bot/server.ts'],
  'botbuilder': ['bot/channels/bot-framework/'],
  '@nlpjs/basic': ['nlp-models/engine.ts'],
  'handlebars': ['nlp-models/render.ts'],
  'opencc-js': ['nlp-models/'],
  'ioredis': ['core/redis.ts'],
  'pg': ['core/db/'],
  'node-pg-migrate': ['core/db/migrate.ts'],
  '@electric-sql/pglite': ['core/db/'],
  'pino': ['core/log.ts'],
  'prom-client': ['core/metrics.ts'],
  '@node-rs/argon2': ['core/auth.ts', 'core/auth/'],
  'rate-limiter-flexible': ['core/auth.ts', 'bot/channels/direct-line/'],
  'openid-client': ['core/oidc.ts'],
  'helmet': ['bot/server.ts'],
  'vite': ['web/'],
  'react': ['web/'],
}

let arrows: Arrow[]
let modules: string[]
let unresolved: string[]
beforeAll(async () => { ({ arrows, modules, unresolved } = await readArrows()) })

test('the reader has read every file of every room: a reader that reads nothing finds nothing wrong', () => {
  const files = filesIn(rooms).filter((path) => !path.endsWith('.d.ts'))
  expect(files.length).toBeGreaterThan(150)
  expect(files.filter((path) => !modules.includes(path))).toEqual([])
  expect(unresolved).toEqual([])
  expect(arrows.some(({ from, to }) => from === 'bot/server.ts' && to === 'restify')).toBe(true)
  expect(arrows.filter(({ isOurs }) => isOurs).length).toBeGreaterThan(300)
})

describe('arrows', () => {
  const between = () => arrows.filter(({ from, to, isOurs }) => isOurs && roomOf(from) !== roomOf(to))

  test.each(rooms)('%s imports only rooms it may know', (room) => {
    const wrong = between().filter(({ from, to }) => roomOf(from) === room && !mayImport[room].includes(roomOf(to)))
    expect(wrong.map(line)).toEqual([])
  })

  test('a room is entered by its door or seen through its window', () => {
    const isDoor = (to: string) => (roomOf(to) === 'core' ? doorsOfCore.test(to) : /^[\w-]+\/(index|contract)\.ts$/.test(to))
    const isBuild = ({ from, to }: Arrow) => roomOf(from) === 'bot' && to === 'web/build.ts'
    expect(between().filter((arrow) => !isDoor(arrow.to) && !isBuild(arrow)).map(line)).toEqual([])
  })

  test('pages see windows only', () => {
    const wrong = between().filter(({ from, to }) => roomOf(from) === 'web' && !to.endsWith('/contract.ts'))
    expect(wrong.map(line)).toEqual([])
  })

  test('the program and the building of pages are imported by no room', () => {
    expect(between().filter(({ to }) => roomOf(to) === 'bot').map(line)).toEqual([])
  })
})

describe('libraries', () => {
  test.each(Object.entries(owners))('%s is known in one place', (library, places) => {
    const users = arrows.filter(({ to, isOurs }) => !isOurs && to === library).map(({ from }) => from)
    expect(users.length).toBeGreaterThan(0)
    expect(users.filter((file) => !places.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place)))).toEqual([])
  })

  test('Microsoft\'s packages stay in their folder', () => {
    const users = arrows.filter(({ to }) => /^bot(builder|framework-(connector|schema|streaming))/.test(to)).map(({ from }) => from)
    expect(users.filter((file) => !file.startsWith('bot/channels/bot-framework/'))).toEqual([])
  })

  test('the classifier inside NLP.js and everything else of it stays in the engine', () => {
    const users = arrows.filter(({ to }) => to.startsWith('@nlpjs/')).map(({ from }) => from)
    expect(new Set(users)).toEqual(new Set(['nlp-models/engine.ts']))
  })
})

describe('tables', () => {
  const tables = tablesOfMigrations()
  const owner = new Map(tables.map((one) => [one.table, one.owner]))
  const named = filesIn(rooms, ['.ts']).flatMap((file) => stringsIn(file).flatMap(tablesNamedIn).map((table) => ({ file, table })))

  test('every table is named in the SQL of the room that made it', () => {
    expect(owner.size).toBeGreaterThan(15)
    const unused = [...owner].filter(([table, room]) => !named.some((one) => one.table === table && roomOf(one.file) === room))
    expect(unused.map(([table]) => table)).toEqual([])
  })

  test('a table is named only by the room that owns it', () => {
    const wrong = named.filter(({ file, table }) => owner.has(table) && owner.get(table) !== roomOf(file))
    expect(wrong.map(({ file, table }) => `${file} names ${table}`)).toEqual([])
  })

  function tablesNamedIn(text: string): string[] {
    if (!/\b(select|insert into|update|delete from|with)\b/.test(text)) return []
    return [...text.matchAll(/\b(?:from|join|into|update|using)\s+(\w+)/g)].map(([, table]) => table!)
  }
})

function line({ from, to }: Arrow): string {
  return `${from} → ${to}`
}
