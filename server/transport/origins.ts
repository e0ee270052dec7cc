import { appOrigin } from '../../protocol/index.ts'

/** Which pages may talk to this server from a browser. */
export class Origins {
  readonly #allowed: ReadonlySet<string>

  constructor(configured: readonly string[]) {
    this.#allowed = new Set([appOrigin, ...configured])
  }

  /** Named ones: the desktop app's, and those that the operator configured. */
  isNamed(origin: string): boolean {
    return this.#allowed.has(origin)
  }

  /** A request without Origin comes from no page; one from the page that this server itself served has its host. */
  mayUse(origin: string, host: string): boolean {
    return origin === '' || this.#allowed.has(origin) || isSameHost(origin, host)
  }
}

function isSameHost(origin: string, host: string): boolean {
  if (host === '' || !URL.canParse(origin)) return false
  const url = new URL(origin)
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.host === host.toLowerCase()
}
