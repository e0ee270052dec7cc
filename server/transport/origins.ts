import { isIP } from 'node:net'
import { appOrigin } from '../../protocol/index.ts'

/** What a page is told that may not use the server, or that calls it by another name than its own. */
export const notForThisPage =
  'Pages of this origin may not use this server, nor under this name: its operator can allow it with --origins'

/** Which pages may talk to this server from a browser, and by which names they may call it. */
export class Origins {
  readonly #allowed: ReadonlySet<string>
  readonly #names: ReadonlySet<string>

  /** @param names of the machine, in lower case, besides those of the configured origins */
  constructor(configured: readonly string[], names: readonly string[] = []) {
    this.#allowed = new Set([appOrigin, ...configured])
    this.#names = new Set([...names, ...configured.map((origin) => nameIn(origin) ?? '')])
  }

  /** Named ones: the desktop app's, and those that the operator configured. */
  isNamed(origin: string): boolean {
    return this.#allowed.has(origin)
  }

  /** A request without Origin comes from no page; one from the page that this server itself served has its host. */
  mayUse(origin: string, host: string): boolean {
    if (!this.isOwnHost(host)) return false
    return origin === '' || this.#allowed.has(origin) || isSameHost(origin, host)
  }

  /**
   * Whether the server goes by this Host. Anyone can point a name of theirs at this machine and serve a
   * page under it, to which the server would then be its own; an address is nobody's to point.
   */
  isOwnHost(host: string): boolean {
    if (host === '') return true
    const name = nameIn(`http://${host}`)
    if (name === null) return false
    return isLocal(name) || isIP(name.replace(/^\[|\]$/g, '')) > 0 || this.#names.has(name)
  }
}

function nameIn(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : null
}

function isLocal(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost')
}

function isSameHost(origin: string, host: string): boolean {
  if (host === '' || !URL.canParse(origin)) return false
  const url = new URL(origin)
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.host === host.toLowerCase()
}
