/** Where Bot Framework's own connectors live; used when the operator lists none. */
const microsoftConnectors = ['https://smba.trafficmanager.net', 'https://*.botframework.com']

interface Entry {
  protocol: string
  port: string
  host: string
  /** The host's subdomains are meant, and not the host itself. */
  isWild: boolean
  path: string
}

/** A test whether a serviceUrl may be spoken to. An entry is an origin, may begin its host with `*.`, and may end in a path that must match too. */
export function serviceUrlFilter(configured: string[]): (serviceUrl: string) => boolean {
  const entries = (configured.length > 0 ? configured : microsoftConnectors).map(entryOf)
  return remembered((serviceUrl) => {
    const url = URL.parse(serviceUrl)
    if (url === null || url.username !== '' || url.password !== '') return false
    return entries.some((entry) => url.protocol === entry.protocol && url.port === entry.port && hostFits(url.hostname, entry) && pathFits(url.pathname, entry))
  })
}

/** True for a URL of this machine: all that the Emulator may use. */
export const isLoopback = remembered((serviceUrl) => {
  const url = URL.parse(serviceUrl)
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && isLoopbackHost(url.hostname)
})

// Each message asks twice, and there are few addresses; strangers may make some up.
const mostRemembered = 200

function remembered(test: (serviceUrl: string) => boolean): (serviceUrl: string) => boolean {
  const known = new Map<string, boolean>()
  return (serviceUrl) => {
    const before = known.get(serviceUrl)
    if (before !== undefined) return before
    if (known.size >= mostRemembered) known.clear()
    const answer = test(serviceUrl)
    known.set(serviceUrl, answer)
    return answer
  }
}

/** True for a host name or address that means this machine. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}

function entryOf(text: string): Entry {
  const { protocol, port, hostname, pathname } = new URL(text.replace('//*.', '//'))
  return { protocol, port, host: hostname, isWild: text.includes('//*.'), path: pathname.replace(/\/+$/, '') }
}

function hostFits(hostname: string, { host, isWild }: Entry): boolean {
  return isWild ? hostname.endsWith(`.${host}`) : hostname === host
}

function pathFits(pathname: string, { path }: Entry): boolean {
  return pathname === path || pathname.startsWith(`${path}/`)
}
