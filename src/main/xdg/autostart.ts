import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type DesktopEntry, entryText, execLine } from './desktop-entry.ts'

/** What a Linux desktop starts when its person logs in: a file in its autostart folder. */
export interface Autostart extends DesktopEntry {
  readonly path: string
}

export async function setAutostart(autostart: Autostart, on: boolean): Promise<void> {
  const { command, name, path } = autostart
  if (!on) return rm(path, { force: true })
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, entryText(name, execLine(command), 'X-GNOME-Autostart-enabled=true'))
}

/**
 * The program may be elsewhere since: an update gives an AppImage another name. What else a desktop wrote
 * into the file stays, and where somebody took the file away there is none.
 */
export async function renewAutostart({ command, path }: Autostart): Promise<void> {
  const kept = await readFile(path, 'utf8').catch(() => null)
  const renewed = kept?.replace(/^Exec=.*$/m, () => execLine(command))
  if (renewed !== undefined && renewed !== kept) await writeFile(path, renewed)
}
