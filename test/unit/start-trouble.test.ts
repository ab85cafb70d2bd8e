import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { readConfig } from '../../core/config.ts'
import { assertFreePort, lineForOperator } from '../../bot/start-trouble.ts'

test.each<[string, string, string]>([
  ['PORT', 'abc', 'from 0 to 65535'], ['DATABASE_URL', 'foo', 'postgres://'], ['DATABASE_URL', 'mysql://h/x', 'postgres://'], ['REDIS_URL', 'http://h', 'redis://'], ['PUBLIC_URL', 'ftp://h', 'http://'],
  ['SHOP_TIME_ZONE', 'Mars/Olympus', 'Europe/London'], ['DIRECT_LINE_ORIGINS', 'shop.example', 'https://shop.example'], ['DIRECT_LINE_ORIGINS', 'https://shop.example/', 'without a path'],
  ['MICROSOFT_APP_ID', 'x', 'needs MICROSOFT_APP_PASSWORD'], ['MICROSOFT_APP_PASSWORD', 'x', 'needs MICROSOFT_APP_ID'], ['OIDC_ISSUER', 'https://id.example', 'needs OIDC_CLIENT_ID'],
])('%s=%s is refused with one line that says what to write', (name, value, says) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`  ${name}: .*${says}`))
})

test('settings as people write them are taken', () => {
  const given = { DATABASE_URL: 'postgres:///baton?host=/var/run/postgresql', REDIS_URL: 'rediss://:word@cache.example:6380/1', DIRECT_LINE_ORIGINS: 'https://shop.example, http://localhost:8080', SHOP_TIME_ZONE: 'Asia/Shanghai', PUBLIC_URL: 'https://chat.example/' }
  expect(readConfig(given)).toMatchObject({ ...given, DIRECT_LINE_ORIGINS: ['https://shop.example', 'http://localhost:8080'] })
  expect(readConfig({ DATABASE_URL: 'postgresql://baton:p%40ss@db.example:5433/baton?sslmode=require' }).DATABASE_URL).toContain('5433')
})

test('a taken port is told at once and by its number, a free one is left free', async () => {
  const other = createServer()
  const port = await new Promise<number>((resolve) => { other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port)) })
  await expect(assertFreePort(port, '127.0.0.1')).rejects.toThrow(`Port ${port} is taken.`)
  await new Promise((resolve) => { other.close(resolve) })
  await assertFreePort(port, '127.0.0.1')
  await assertFreePort(port, '127.0.0.1')
})

test.each<[NodeJS.ErrnoException, string | null]>([
  [failure('ECONNREFUSED'), 'does not answer'], [failure('28P01'), 'user or password'], [failure('3D000'), 'does not exist'], [failure('ENOTFOUND'), 'not known'],
  [failure('EEXIST', '/tmp/a-file'), '/tmp/a-file is a file'], [failure('EACCES', '/root/data'), '/root/data cannot be written'], [failure('ERR_ASSERTION'), null], [new Error('ours'), null],
])('what ended the start is one line where the operator can do something: %s', (error, says) => {
  const line = lineForOperator(error)
  if (says === null) expect(line).toBeNull()
  else expect(line).toContain(says)
})

function failure(code: string, path?: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code, ...(path === undefined ? {} : { path }) })
}
