import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import ts from 'typescript'

export const root = fileURLToPath(new URL('..', import.meta.url))

export const rooms = ['bot', 'dialogs', 'nlp-models', 'handoff', 'commerce', 'core', 'web'] as const

export type Room = (typeof rooms)[number]

/** One import as written in one of our files. */
export interface Arrow {
  from: string
  /** Our file, or the bare name of a package or of a part of Node. */
  to: string
  isOurs: boolean
}

/** The text of a file, by its path from the project's folder. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** All files below `folders` whose names end in one of `endings`, as paths from the project's folder; built and installed ones aside. */
export function filesIn(folders: readonly string[], endings = ['.ts', '.tsx']): string[] {
  return folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => endings.some((ending) => path.endsWith(ending)) && !/(^|\/)(node_modules|dist[^/]*)\//.test(path) && statSync(join(root, path)).isFile()))
}

/** Every import of every file of the rooms, types included, as dependency-cruiser reads them. `modules` are the files it really read. */
export async function readArrows(): Promise<{ arrows: Arrow[]; modules: string[]; unresolved: string[] }> {
  const { output } = await cruise([...rooms], {
    baseDir: root, doNotFollow: { path: 'node_modules' }, exclude: { path: '^web/dist' }, tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  })
  const ours = (output as ICruiseResult).modules.filter(({ source }) => rooms.some((room) => source.startsWith(`${room}/`)))
  const arrows = ours.flatMap(({ source, dependencies }) => dependencies.map(({ module, resolved }) => {
    const isOurs = rooms.some((room) => resolved.startsWith(`${room}/`))
    return { from: source, to: isOurs ? resolved : packageOf(module), isOurs }
  }))
  const unresolved = ours.flatMap(({ source, dependencies }) => dependencies
    .filter(({ couldNotResolve, module }) => couldNotResolve && module.startsWith('.')).map(({ module }) => `${source} → ${module}`))
  return { arrows, modules: ours.map(({ source }) => source), unresolved }
}

function packageOf(module: string): string {
  return module.replace(/^node:/, '').split('/').slice(0, module.startsWith('@') ? 2 : 1).join('/')
}

/** The room of a path. */
export function roomOf(path: string): Room {
  return rooms.find((room) => path.startsWith(`${room}/`))!
}

/** All pieces of text a file holds: literals, and the parts of templates joined with a blank. */
export function stringsIn(path: string): string[] {
  const known = parsed.get(path)
  if (known) return known
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text)
    if (ts.isTemplateExpression(node)) found.push([node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' '))
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS))
  parsed.set(path, found)
  return found
}

// Several rules ask for the same files.
const parsed = new Map<string, string[]>()

/** The tables that the migrations make, each with the room that owns it: the part after the number in the migration's file name. */
export function tablesOfMigrations(): { table: string; owner: Room; columns: { name: string; type: string }[] }[] {
  const folder = 'core/db/migrations'
  return readdirSync(join(root, folder)).filter((name) => name.endsWith('.sql')).flatMap((name) => {
    const owner = rooms.find((room) => name.replace(/^\d+_/, '').startsWith(`${room}_`))
    if (!owner) throw new Error(`${name}: name it <number>_<room>_<what>.sql`)
    const sql = textOf(join(folder, name)).replaceAll(/--.*$/gm, '')
    const made = [...sql.matchAll(/create table (\w+) \(([\s\S]*?)\n\);/g)].map(([, table, body]) => ({ table: table!, owner, columns: columnsIn(body!) }))
    const added = [...sql.matchAll(/alter table (\w+)\s+add column (\w+) (\w+)/g)].map(([, table, column, type]) => ({ table: table!, owner, columns: [{ name: column!, type: type! }] }))
    return [...made, ...added]
  })
}

function columnsIn(body: string): { name: string; type: string }[] {
  return body.split('\n').map((line) => /^\s+(\w+) (text|jsonb|json|bytea|uuid|int|bigint|smallint|boolean|timestamptz|date|numeric|real|xid8|double)\b(\[\])?/.exec(line))
    .filter((match) => match !== null).map(([, name, type, list]) => ({ name: name!, type: `${type}${list ?? ''}` }))
}
