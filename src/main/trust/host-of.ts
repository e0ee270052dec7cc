const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  'http:': '80',
  'ws:': '80',
  'https:': '443',
  'wss:': '443',
}

/** A machine's name or address in the one way that both addresses and certificates' checks are told. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').toLowerCase()
}

/** Machine and port of an address, whatever is spoken there. */
export function hostOf(url: string): { host: string; port: string; isSecure: boolean } {
  const { hostname, port, protocol } = new URL(url)
  const isSecure = protocol === 'https:' || protocol === 'wss:'
  return { host: bareHost(hostname), port: port || (DEFAULT_PORTS[protocol] ?? ''), isSecure }
}
