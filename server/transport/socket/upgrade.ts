import { subprotocols } from '../../../protocol/index.ts'

/** The newest version that both sides speak; null where there is none. */
export function chooseSubprotocol(header: string): string | null {
  const offered = new Set(offeredSubprotocols(header))
  return subprotocols.find((name) => offered.has(name)) ?? null
}

/**
 * What to answer where no version fits: browsers show a page no HTTP status, but they do show a close
 * code. So the connection is opened under a name that the client asked for, and closed with the reason.
 */
export function refusedSubprotocol(header: string): string {
  return offeredSubprotocols(header)[0] ?? ''
}

function offeredSubprotocols(header: string): string[] {
  return header
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
