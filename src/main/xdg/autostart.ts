import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What a Linux desktop starts when its person logs in: a file in its autostart folder. */
export interface Autostart {
  readonly path: string
  readonly name: string
  /** The program and what it is told. */
  readonly command: readonly string[]
}

/** An argument as the Desktop Entry Specification wants it: in quotes, with what is special escaped. */
function quoted(argument: string): string {
  const escaped = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  // The file's own escapes come on top of those of the command.
  return `"${escaped.replaceAll('\\', '\\\\')}"`
}

const execLine = ({ command }: Pick<Autostart, 'command'>): string =>
  `Exec=${command.map(quoted).join(' ')}`

export function desktopEntry({ command, name }: Autostart): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    execLine({ command }),
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ]
  return `${lines.join('\n')}\n`
}

export async function setAutostart(autostart: Autostart, on: boolean): Promise<void> {
  const { path } = autostart
  if (!on) return rm(path, { force: true })
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, desktopEntry(autostart))
}

/**
 * The program may be elsewhere since: an update gives an AppImage another name. What else a desktop wrote
 * into the file stays, and where somebody took the file away there is none.
 */
export async function renewAutostart(autostart: Autostart): Promise<void> {
  const { path } = autostart
  const kept = await readFile(path, 'utf8').catch(() => null)
  const renewed = kept?.replace(/^Exec=.*$/m, () => execLine(autostart))
  if (renewed !== undefined && renewed !== kept) await writeFile(path, renewed)
}
