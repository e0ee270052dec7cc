import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { type DesktopEntry, entryText, execLine } from './desktop-entry.ts'

/** What a Linux desktop may open links with. */
export interface LinkHandler extends DesktopEntry {
  /** Of the file that tells of it, such as `parley.desktop`. */
  readonly file: string
  readonly scheme: string
}

const inFolder = (data: string, file: string): string => join(data, 'applications', file)

/** Where installed programs are told of; an AppImage brings a folder of its own, which is gone with it. */
function installed({ APPDIR: own, XDG_DATA_DIRS: dirs }: NodeJS.ProcessEnv): string[] {
  const folders = (dirs || '/usr/local/share:/usr/share').split(':')
  return folders.filter((folder) => folder !== '' && !(own && folder.startsWith(own)))
}

/**
 * Tells the desktop of a program that nobody installed. Where one of its name is installed, that is told of
 * already. It is in no menu by this: whoever wants it there puts it there.
 */
export async function tellOfLinkHandler(
  { command, file, name, scheme }: LinkHandler,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (installed(env).some((folder) => existsSync(inFolder(folder, file)))) return
  const path = inFolder(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), file)
  const kept = await readFile(path, 'utf8').catch(() => null)
  const exec = execLine(command, '%u')
  // One that the person or a tool made has a place in the menu.
  if (kept !== null && !kept.includes(HIDDEN)) return
  const text = entryText(name, exec, HIDDEN, `MimeType=x-scheme-handler/${scheme};`)
  if (text === kept) return
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

const HIDDEN = 'NoDisplay=true'
