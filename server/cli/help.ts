import { configFileName, flagOf, settings } from '../config.ts'

const INTRODUCTION = `Parley's server: team chat on your own network.

Usage
  parley-server [serve] [settings]     Serve a space until stopped
  parley-server backup FILE [--data DIR]
                                       Copy the space to FILE, also while it is being served
  parley-server --help | --version

Examples
  parley-server                        A space on this machine, at http://127.0.0.1:7759
  parley-server --data ./team --port 0 Another one, on any free port
  parley-server --web out/web          With the web client for browsers
  parley-server backup team.db         A consistent copy, to be kept elsewhere`

function afterword(): string {
  return `Each setting can also be given in the environment (--log-level as PARLEY_LOG_LEVEL) or in a
JSON file (as "logLevel") named with --config, or else ${configFileName} in the data folder.
A flag wins over the environment, and that over the file.

Exit codes
  0   stopped as asked
  1   failed while running: start it again
  69  the address is taken or cannot be had
  75  another server still has the data folder: start it again after a moment
  78  settings or data cannot be used as they are: starting again is pointless`
}

/** What `--help` prints. */
export function helpText(): string {
  const rows = Object.entries(settings).map(([name, { fallback, help, value }]) => ({
    flag: `${flagOf(name)}${value ? ` ${value}` : ''}`,
    help: `${help}${usual(fallback)}`,
  }))
  rows.push({ flag: '--config FILE', help: 'File to read settings from' })
  const lines = rows.map(({ flag, help }) => `  ${flag.padEnd(32)}${help}`)
  return [INTRODUCTION, ['Settings', ...lines].join('\n'), afterword()].join('\n\n')
}

function usual(fallback: unknown): string {
  if (fallback === null || fallback === false || Array.isArray(fallback)) return ''
  return ` (usually ${String(fallback)})`
}
