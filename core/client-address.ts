import { BlockList, isIP } from 'node:net'

/** Addresses of proxies that are believed when they say whom they ask for. */
export interface TrustedProxies {
  has(address: string): boolean
}

/** Reads `10.0.0.1` and `10.0.0.0/8`, of either family; null when one of them is none. */
export function readProxies(listed: string[]): TrustedProxies | null {
  const list = new BlockList()
  for (const one of listed) {
    const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(one) ?? []
    const family = familyOf(address)
    if (family === null || Number(bits ?? 0) > (family === 'ipv4' ? 32 : 128)) return null
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return {
    has(address) {
      const family = familyOf(address)
      return family !== null && list.check(address, family)
    },
  }
}

/**
 * Who asks: the address at the other end of the line, or, when that is a trusted proxy, the last one in `X-Forwarded-For` that no trusted proxy is.
 * What stands before it was said by the asker and counts for nothing.
 */
export function clientAddress(remote: string | undefined, forwardedFor: string | undefined, proxies: TrustedProxies): string {
  const hops = (forwardedFor ?? '').split(',').map((hop) => plain(hop.trim()))
  let address = plain(remote ?? '')
  while (proxies.has(address)) {
    const hop = hops.pop()
    if (hop === undefined || familyOf(hop) === null) return address
    address = hop
  }
  return address
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address)
  if (version === 0) return null
  return version === 4 ? 'ipv4' : 'ipv6'
}

// A socket of both families writes IPv4 as `::ffff:1.2.3.4`; some proxies add a port, and brackets to IPv6.
function plain(address: string): string {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address
  return /^::ffff:([\d.]+)$/i.exec(bare)?.[1] ?? bare
}
