/** A program as a Linux desktop is told of it, by the Desktop Entry Specification. */
export interface DesktopEntry {
  readonly name: string
  /** The program and what it is told. */
  readonly command: readonly string[]
}

/** An argument in quotes, with what is special escaped. */
function quoted(argument: string): string {
  const escaped = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  // The file's own escapes come on top of those of the command.
  return `"${escaped.replaceAll('\\', '\\\\')}"`
}

/** @param codes what the desktop puts in the place of itself, such as `%u`, a link */
export function execLine(command: readonly string[], ...codes: string[]): string {
  return `Exec=${[...command.map(quoted), ...codes].join(' ')}`
}

/** The whole file; `more` are further lines of it, after the one that starts the program. */
export function entryText(name: string, exec: string, ...more: string[]): string {
  const lines = ['[Desktop Entry]', 'Type=Application', `Name=${name}`, exec, 'Terminal=false']
  return `${[...lines, ...more].join('\n')}\n`
}
