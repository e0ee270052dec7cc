import type { Session } from 'electron'
import { hostOf } from './host-of.ts'

/** Where the own space is known to be, and where this app serves it at this moment. */
export type OwnSpace = {
  readonly known: string | undefined
  readonly served: string | undefined
}

const place = (url: string): string => {
  const { host, port } = hostOf(url)
  return `${host} ${port}`
}

/**
 * Whether the window may speak to an address. On this machine no key tells the own space from another
 * program that took its port while it was not served, and would be told its person's token.
 */
export function mayReach(url: string, { known, served }: OwnSpace): boolean {
  if (known === undefined || place(url) !== place(known)) return true
  return served !== undefined && place(served) === place(known)
}

/** Lets the window reach the own space only while this app serves it. What is secured is told by its key. */
export function guardOwnAddress(session: Session, own: () => OwnSpace): void {
  session.webRequest.onBeforeRequest({ urls: ['http://*/*', 'ws://*/*'] }, ({ url }, answer) =>
    answer({ cancel: !mayReach(url, own()) }),
  )
}
