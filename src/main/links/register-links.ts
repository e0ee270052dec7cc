import { resolve } from 'node:path'
import type { App } from 'electron'
import { linkScheme } from './opened-link.ts'

/** Program and arguments before a link's, as the system is to start them; null for the program by itself. */
export type LinkProgram = { path: string; args: string[] } | null

/** In a checkout the program is Electron, which is told where the app is; what follows is no switch of its own. */
export function linkProgram(
  isPackaged: boolean,
  [path = '', folder = '.']: readonly string[],
): LinkProgram {
  return isPackaged ? null : { path, args: [resolve(folder), '--'] }
}

/** From now on the system opens `parley:` links with this app. Where it does not let itself be told, nothing changes. */
export function registerLinks(app: App, argv: readonly string[]): void {
  const program = linkProgram(app.isPackaged, argv)
  if (program) app.setAsDefaultProtocolClient(linkScheme, program.path, program.args)
  else app.setAsDefaultProtocolClient(linkScheme)
}
