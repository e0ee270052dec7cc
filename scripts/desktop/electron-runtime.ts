import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { root, runNode } from '../run.ts'

const electron = join(root, 'node_modules/electron')

const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}
const executable = executables[process.platform] ?? 'electron'

/** Electron's executable, if it is on this machine. */
export function findElectron(): string | undefined {
  const folders = [process.env.ELECTRON_OVERRIDE_DIST_PATH, join(electron, 'dist')]
  return folders
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, executable))
    .find((path) => existsSync(path))
}

/** Whether a window could be shown at all. */
export const hasDisplay = (env: NodeJS.ProcessEnv = process.env): boolean =>
  process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

const settings = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']
const mirrors = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'NPM_CONFIG_ELECTRON_MIRROR']

/** A download of an earlier time, which the package unpacks without any network. */
function isCached(): boolean {
  const version = (
    JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8')) as { version: string }
  ).version
  const home = homedir()
  const folders = [
    process.env.electron_config_cache,
    join(process.env.XDG_CACHE_HOME ?? join(home, '.cache'), 'electron'),
    join(home, 'Library/Caches/electron'),
    join(process.env.LOCALAPPDATA ?? join(home, 'AppData/Local'), 'electron/Cache'),
  ]
  return folders.some(
    (folder) =>
      folder !== undefined &&
      existsSync(folder) &&
      readdirSync(folder, { recursive: true }).some((name) =>
        String(name).includes(`electron-v${version}-${process.platform}-${process.arch}.zip`),
      ),
  )
}

/** A closed network often lets packets vanish instead of refusing them: ask briefly before the download. */
function canReach(host: string, port: number, limit: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port })
    const answer = (reached: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      done(reached)
    }
    const timer = setTimeout(() => answer(false), limit)
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}

function source(): { host: string; port: number } | undefined {
  if (settings.some((name) => process.env[name])) return undefined
  const mirror = mirrors.map((name) => process.env[name]).find(Boolean) ?? 'https://github.com/'
  if (!URL.canParse(mirror)) return undefined
  const { hostname, port, protocol } = new URL(mirror)
  return { host: hostname, port: Number(port) || (protocol === 'http:' ? 80 : 443) }
}

/** Fetches Electron by its own installer; resolves with the executable or, in a closed network, nothing. */
export async function fetchElectron(): Promise<string | undefined> {
  const from = source()
  if (!isCached() && from && !(await canReach(from.host, from.port, 4_000))) return undefined
  console.log('Fetching Electron, once (about 120 MB) …')
  const code = await runNode('node_modules/electron/install.js', [], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: 15 * 60_000,
  })
  return code === 0 ? findElectron() : undefined
}
