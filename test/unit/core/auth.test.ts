import { describe, expect, test } from 'vitest'
import {
  csrfOf, hashPassword, hashToken, isSameSecret, newPassword, newSessionToken, openAttemptLimits, sessionCookie, tokenFromCookies, verifyPassword,
} from '../../../core/auth.ts'

describe('a password', () => {
  test('is kept as an Argon2id hash that only it opens', async () => {
    const stored = await hashPassword('correct horse')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await verifyPassword(stored, 'correct horse')).toBe(true)
    expect(await verifyPassword(stored, 'Correct horse')).toBe(false)
  })

  test('of nobody, and of somebody who has none, is always wrong', async () => {
    expect(await verifyPassword(null, 'anything')).toBe(false)
    expect(await verifyPassword('', '')).toBe(false)
  })

  test('typed on another keyboard is the same', async () => {
    expect(await verifyPassword(await hashPassword('caf\u00e9'), 'cafe\u0301')).toBe(true)
  })

  test('made by us is legible and never the same', () => {
    const made = Array.from({ length: 50 }, newPassword)
    expect(new Set(made).size).toBe(50)
    for (const one of made) expect(one).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
  })
})

describe('a session', () => {
  test('is stored as a hash; the CSRF value follows from the token, not from the hash', () => {
    const { token, tokenHash } = newSessionToken()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(hashToken(token)).toBe(tokenHash)
    expect(csrfOf(token)).not.toBe(csrfOf(tokenHash))
    expect(isSameSecret(csrfOf(token), csrfOf(token))).toBe(true)
    expect(isSameSecret('short', csrfOf(token))).toBe(false)
  })

  test.each([[false, 'baton', ''], [true, '__Host-baton', '; Secure']])('travels in a cookie that scripts and other sites cannot use (secure: %s)', (isSecure, name, end) => {
    const { token } = newSessionToken()
    expect(sessionCookie(token, { isSecure, maxAgeMs: 60_000 })).toBe(`${name}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60${end}`)
    expect(tokenFromCookies(`a=b; ${name}=${token}; c=d`, isSecure)).toBe(token)
  })

  test.each([undefined, '', 'baton=', 'baton=short', 'xbaton=0', `baton=${'a'.repeat(44)}`, `baton=${'ü'.repeat(43)}`])('is not found in %s', (header) => {
    expect(tokenFromCookies(header, false)).toBe(null)
  })
})

describe('attempts at a password', () => {
  test('are limited for an account from one address, and the right password forgives', async () => {
    const limits = openAttemptLimits()
    for (let count = 0; count < 6; count++) expect(await limits.attempt('mei', '10.0.0.1')).toBe('go-on')
    const refused = await limits.attempt('mei', '10.0.0.1')
    expect(refused).toHaveProperty('retryAfterMs')
    expect(await limits.attempt('mei', '10.0.0.2')).toBe('go-on')
    await limits.succeed('mei', '10.0.0.1')
    expect(await limits.attempt('mei', '10.0.0.1')).toBe('go-on')
  })

  test('are limited for an address over all accounts', async () => {
    const limits = openAttemptLimits()
    const answers = []
    for (let count = 0; count < 101; count++) answers.push(await limits.attempt(`guess-${count}`, '10.0.0.9'))
    expect(answers.slice(0, 100).every((answer) => answer === 'go-on')).toBe(true)
    expect(answers[100]).not.toBe('go-on')
  })
})
