import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { type DesktopEntry, entryText, execLine } from './desktop-entry.ts'

/** What a Linux desktop may open links with. */
export interface LinkHandler extends DesktopEntry {
  /** Of the file that tells of it; nothing else may have this name. */
  readonly file: string
  readonly scheme: string
}

/**
 * Tells the desktop of a program that nobody installed. It is in no menu by this: whoever wants it there
 * puts it there.
 */
export async function tellOfLinkHandler(
  { command, file, name, scheme }: LinkHandler,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const path = join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'applications', file)
  const kept = await readFile(path, 'utf8').catch(() => null)
  const more = ['NoDisplay=true', `MimeType=x-scheme-handler/${scheme};`]
  const text = entryText(name, execLine(command, '%u'), ...more)
  if (text === kept) return
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}
