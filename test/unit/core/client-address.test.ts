import { describe, expect, test } from 'vitest'
import { clientAddress, readProxies } from '../../../core/client-address.ts'
import { readConfig } from '../../../core/config.ts'

const proxies = readProxies(['10.0.0.0/8', '127.0.0.1', 'fd00::/8'])!

describe('who asks', () => {
  test.each([
    { what: 'is the other end of the line', remote: '203.0.113.9', forwarded: undefined, address: '203.0.113.9' },
    { what: 'is it also when it claims to ask for another', remote: '203.0.113.9', forwarded: '198.51.100.1', address: '203.0.113.9' },
    { what: 'is whom a trusted proxy asks for', remote: '127.0.0.1', forwarded: '198.51.100.1', address: '198.51.100.1' },
    { what: 'is the last one before our own proxies', remote: '127.0.0.1', forwarded: '198.51.100.1, 10.1.2.3', address: '198.51.100.1' },
    { what: 'is not whom the asker invents before it', remote: '127.0.0.1', forwarded: '1.1.1.1, 127.0.0.1, 198.51.100.1', address: '198.51.100.1' },
    { what: 'is the proxy that says nothing', remote: '10.0.0.7', forwarded: undefined, address: '10.0.0.7' },
    { what: 'is the proxy that says nonsense', remote: '10.0.0.7', forwarded: 'unknown, <script>', address: '10.0.0.7' },
    { what: 'is read with a port and in both writings of IPv4', remote: '::ffff:10.0.0.7', forwarded: '198.51.100.1:4711', address: '198.51.100.1' },
    { what: 'may speak IPv6', remote: 'fd00::1', forwarded: '[2001:db8::7]:443', address: '2001:db8::7' },
  ])('$what', ({ remote, forwarded, address }) => {
    expect(clientAddress(remote, forwarded, proxies)).toBe(address)
  })

  test('is nobody’s word when no proxy is trusted', () => {
    expect(clientAddress('127.0.0.1', '198.51.100.1', readProxies([])!)).toBe('127.0.0.1')
  })
})

test.each(['proxy.example', '10.0.0.0/33', '10.0.0', '1.2.3.4/x', '::1/129'])('“%s” is no proxy, and the setting says what it takes', (listed) => {
  expect(readProxies([listed])).toBeNull()
  expect(() => readConfig({ TRUSTED_PROXIES: listed })).toThrow(/TRUSTED_PROXIES: Write each as an address or a net/)
})
