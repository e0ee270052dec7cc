import { resolve } from 'node:path'
import type { App } from 'electron'
import { tellOfLinkHandler } from '../xdg/link-handler.ts'
import { linkScheme } from './opened-link.ts'

/** Another name than the file has that a package installs, which must stay in the menu. */
const ofAppImage = 'parley-appimage.desktop'

/** Program and arguments before a link's, as the system is to start them; null for the program by itself. */
export type LinkProgram = { path: string; args: string[] } | null

/** In a checkout the program is Electron, which is told where the app is; what follows is no switch of its own. */
export function linkProgram(
  isPackaged: boolean,
  [path = '', folder = '.']: readonly string[],
): LinkProgram {
  return isPackaged ? null : { path, args: [resolve(folder), '--'] }
}

/**
 * From now on the system opens `parley:` links with this app. Where it does not let itself be told, nothing
 * changes.
 * @param appImage the file that the app was started from, where it is one: nobody told the desktop of it
 */
export async function registerLinks(
  app: App,
  argv: readonly string[],
  appImage: string | undefined,
): Promise<void> {
  if (appImage !== undefined) {
    const told = { file: ofAppImage, name: app.name, command: [appImage], scheme: linkScheme }
    await tellOfLinkHandler(told, process.env).catch(() => undefined)
    // By this Electron tells the desktop which program it speaks of.
    process.env.CHROME_DESKTOP = ofAppImage
  }
  const program = linkProgram(app.isPackaged, argv)
  if (program) app.setAsDefaultProtocolClient(linkScheme, program.path, program.args)
  else app.setAsDefaultProtocolClient(linkScheme)
}
