import type { Session } from 'electron'
import { hostOf } from './host-of.ts'

export type OwnSpace = {
  /**
   * Where it is known to be, and where it was since the app started: with a server that came back at another
   * port, a window speaks to the one before until it is told.
   */
  readonly known: readonly string[]
  /** Where this app serves it at this moment. */
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
  if (!known.some((one) => place(one) === place(url))) return true
  return served !== undefined && place(served) === place(url)
}

/** Lets the window reach the own space only while this app serves it. What is secured is told by its key. */
export function guardOwnAddress(session: Session, own: () => OwnSpace): void {
  session.webRequest.onBeforeRequest({ urls: ['http://*/*', 'ws://*/*'] }, ({ url }, answer) =>
    answer({ cancel: !mayReach(url, own()) }),
  )
}
