import { flagOf, settings, variableOf } from '../config.ts'

/** The settings as the rows of a Markdown table, for `docs/operations.md`. */
export function settingsTable(): string {
  const rows = Object.entries(settings).map(([name, { fallback, help, value }]) => {
    const flag = value ? `${flagOf(name)} ${value.replaceAll('|', '\\|')}` : flagOf(name)
    const usually = name === 'data' ? 'by system' : told(fallback)
    return `| \`${flag}\` | \`${variableOf(name)}\` | \`${name}\` | ${usually} | ${help} |`
  })
  return rows.join('\n')
}

function told(fallback: unknown): string {
  if (fallback === null || (Array.isArray(fallback) && fallback.length === 0)) return ''
  return fallback === false ? 'off' : `\`${String(fallback)}\``
}
