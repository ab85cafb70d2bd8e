import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Something the tests need from the machine, with the Debian packages that bring it. */
interface Need {
  what: string
  packages: string[]
  /** Path of the program or file, or null when it is not there. */
  find(): string | null
}

const oldestPostgres = 15 // the oldest PostgreSQL the project promises to run on

const needs: Need[] = [
  { what: `PostgreSQL ≥ ${oldestPostgres}`, packages: ['postgresql'], find: findPostgres },
  { what: 'Redis', packages: ['redis-server'], find: () => onPath(['redis-server']) },
  { what: 'Chromium', packages: ['chromium'], find: () => onPath(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']) },
  { what: 'Chinese letters for Chromium', packages: ['fonts-noto-cjk'], find: findChineseFont },
]

const fastText: Need = { what: 'fastText', packages: ['fasttext'], find: () => onPath(['fasttext']) }

/** Makes sure that PostgreSQL, Redis, Chromium and a Chinese font are there: installs them as root on Debian, else throws with the line to type. */
export function prepareMachine(say: (line: string) => void): void {
  install(needs, say)
}

/** The same for the bench that measures us beside fastText. */
export function prepareRivals(say: (line: string) => void): void {
  install([fastText], say)
}

function install(wanted: Need[], say: (line: string) => void): void {
  const missing = wanted.filter((need) => need.find() === null)
  if (missing.length === 0) return
  const packages = missing.flatMap((need) => need.packages)
  const names = missing.map((need) => need.what).join(', ')
  const line = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`
  const isRoot = process.getuid?.() === 0
  if (!isRoot || onPath(['apt-get']) === null) {
    throw new Error(`This needs ${names}. On Debian type:  ${isRoot ? '' : 'sudo sh -c '}'${line}'`)
  }
  say(`installing ${packages.join(' ')} …`)
  // RUNLEVEL=1 keeps the packages from starting services of their own (invoke-rc.d(8)).
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const { status, stderr } = spawnSync('sh', ['-c', line], { env: environment, encoding: 'utf8', timeout: 10 * 60_000 })
  const still = missing.filter((need) => need.find() === null).map((need) => need.what)
  if (status !== 0 || still.length > 0) throw new Error(`Could not install ${still.join(', ') || names}:\n${stderr}\nType:  ${line}`)
}

/** The folder of PostgreSQL's programs. */
export function postgresPrograms(): string {
  return found(needs[0]!)
}

export function redisProgram(): string {
  return found(needs[1]!)
}

export function chromiumProgram(): string {
  return found(needs[2]!)
}

export function fastTextProgram(): string {
  return found(fastText)
}

function found(need: Need): string {
  const path = need.find()
  if (path === null) throw new Error(`${need.what} is not on this machine: npm test installs it as root on Debian (${need.packages.join(' ')})`)
  return path
}

// Debian keeps several versions side by side and none of them on the PATH.
function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).map(Number).filter((version) => version >= oldestPostgres) : []
  const newest = versions.sort((a, b) => b - a).find((version) => existsSync(join(debian, String(version), 'bin', 'initdb')))
  if (newest !== undefined) return join(debian, String(newest), 'bin')
  const config = onPath(['pg_config'])
  if (config === null) return null
  const folder = execFileSync(config, ['--bindir'], { encoding: 'utf8' }).trim()
  const version = Number(/(\d+)/.exec(execFileSync(config, ['--version'], { encoding: 'utf8' }))?.[1])
  return version >= oldestPostgres && existsSync(join(folder, 'initdb')) ? folder : null
}

function findChineseFont(): string | null {
  if (process.platform === 'darwin') return '/System/Library/Fonts'
  const folders = ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/noto-cjk', '/usr/share/fonts/google-noto-cjk']
  return folders.find((folder) => existsSync(folder) && readdirSync(folder).some((file) => file.includes('CJK'))) ?? null
}

function onPath(names: string[]): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return paths.find((path) => existsSync(path)) ?? null
}
