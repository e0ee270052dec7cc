import { isIPv6 } from 'node:net'

/** Where spaces usually are. */
const USUAL_PORT = '7759'

/**
 * The origins that an address may stand for as a person types it, the likeliest first; none where it is
 * no address. Without a scheme TLS is tried first; with `https://` nothing else is.
 */
export function typedAddresses(typed: string): string[] {
  const text = typed.trim()
  const [, scheme = '', place = ''] = /^(?:(https?):\/\/)?(.*)$/i.exec(text) ?? []
  // As systems show it, without the brackets that a port after it would need.
  const rest = isIPv6(place) ? `[${place}]` : place
  if (rest === '' || /[\s@]|:\/\//.test(rest)) return []
  const at = (its: string, port?: string): string[] => origin(`${its}://${rest}`, port)
  switch (scheme.toLowerCase()) {
    case 'https':
      return at('https')
    case 'http':
      return [...at('http'), ...at('https')]
    default:
      return hasPort(rest)
        ? [...at('https'), ...at('http')]
        : [...at('https', USUAL_PORT), ...at('http', USUAL_PORT), ...at('https')]
  }
}

/** A port that is the scheme's own is not in a URL any more. */
function hasPort(rest: string): boolean {
  return /^[^/?#]*:\d+(?:[/?#]|$)/.test(rest)
}

function origin(address: string, port?: string): string[] {
  if (!URL.canParse(address)) return []
  const url = new URL(address)
  if (port) url.port = port
  return [url.origin]
}
