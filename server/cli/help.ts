import { configFileName, flagOf, settings } from '../config.ts'

const INTRODUCTION = `Parley's server: team chat on your own network.

Usage
  parley-server [serve] [settings]     Serve a space until stopped
  parley-server invite [--uses N] [--days N] [--note TEXT] [--data DIR]
                                       Make an invite: a link, a square to scan, and four words.
                                       For one person and a week; 0 is for everybody, or for ever
  parley-server user list [--data DIR] Everybody, and who waits to be let in
  parley-server user approve NAME      Let somebody in who waits
  parley-server user make-administrator NAME
                                       Have somebody decide who may come in
  parley-server user reset-password NAME
                                       Give somebody a new password; their devices are signed out
  parley-server user remove NAME       Sign somebody out for good; what they wrote stays
  parley-server backup FILE [--data DIR]
                                       Copy the space to FILE
  parley-server restore FILE [--data DIR]
                                       Put a backup into a folder that holds no space
  parley-server doctor [--json] [settings]
                                       Look at network, firewall and certificate, and say what keeps
                                       people from the space, with one thing to do about each
  parley-server --help | --version

Examples
  parley-server                        A space, at port 7759, and an invite for the first person
  parley-server --host 127.0.0.1       For this machine alone
  parley-server --data ./team --port 0 Another one, on any free port
  parley-server --web off              For the app alone, without the web client for browsers
  parley-server --registration invite  Only with an invite from now on
  parley-server invite --uses 30 --note "Class 7b"
                                       One invite for a class
  parley-server backup team.db         A consistent copy, to be kept elsewhere

All but restore and doctor work on the space in the data folder, whether a server has it open or
not. They, and doctor, need the same --data as the server, and the account that it runs under.`

function afterword(): string {
  return `Each setting can also be given in the environment (--log-level as PARLEY_LOG_LEVEL) or in a
JSON file (as "logLevel") named with --config, or else ${configFileName} in the data folder.
A flag wins over the environment, and that over the file.

Exit codes
  0   stopped as asked
  1   failed while running: start it again. Of other commands: not done; of doctor: a problem found
  69  the address is taken or cannot be had
  74  there is no room on the disk of the data folder: start it again once there is
  75  another server still has the data folder: start it again after a moment
  77  the data folder, or what is in it, must not be written to: start it again once it may be
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
