/**
 * Builds the app, the web client and the one-file server, each only if something it is made of has
 * changed. `node scripts/build.ts [app] [web] [server] [--force]`; the server has the web client in it.
 */
import { pathToFileURL } from 'node:url'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint } from './fingerprint.ts'
import { haveAlone } from './have-alone.ts'
import { root, runNode, tools } from './run.ts'
import { executableName } from './server/executable-name.ts'

export type Part = 'app' | 'web' | 'server'

const common = [
  'client',
  'protocol',
  'shared',
  'src/renderer',
  'build/icons',
  'package-lock.json',
  'scripts/typeface-first.ts',
  'scripts/vue-by-name.ts',
  'vite.web.config.ts',
]

/** What is built is what people run, whoever builds it: a test, and its `NODE_ENV`, too. */
const production = { env: { ...process.env, NODE_ENV: 'production' } }

const parts = {
  app: {
    name: 'the desktop app',
    sources: [...common, 'discovery', 'src/main', 'src/preload', 'electron.vite.config.ts'],
    made: ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'],
    make: () => runNode(tools.electronVite, ['build', '--logLevel', 'warn'], production),
  },
  web: {
    name: 'the web client',
    sources: common,
    made: ['out/web/index.html'],
    make: () =>
      runNode(tools.vite, ['build', '-c', 'vite.web.config.ts', '--logLevel', 'warn'], production),
  },
  server: {
    name: 'the one-file server',
    sources: [...common, 'discovery', 'package.json', 'scripts/server', 'server'],
    made: ['out/server/server.cjs', `out/server/${executableName}`],
    make: () => runNode('scripts/server/build-server.ts', [], production),
  },
} as const

/** Whoever comes while another process builds the same part waits, and then finds it built. */
async function buildPart(part: Part, force: boolean): Promise<boolean> {
  mkdirSync(join(root, 'out'), { recursive: true })
  const release = await haveAlone(join(root, 'out', `${part}.building`))
  try {
    return await buildIfStale(part, force)
  } finally {
    release()
  }
}

async function buildIfStale(part: Part, force: boolean): Promise<boolean> {
  const { name, sources, made, make } = parts[part]
  const stamp = join(root, 'out', `${part}.stamp`)
  const now = fingerprint(sources.map((path) => join(root, path)))
  const whole = made.every((path) => existsSync(join(root, path)))
  if (!force && whole && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return true
  const start = performance.now()
  if ((await make()) !== 0) {
    console.error(`${name} could not be built`)
    return false
  }
  writeFileSync(stamp, now)
  console.log(`Built ${name} in ${((performance.now() - start) / 1000).toFixed(1)} s`)
  return true
}

/** True when all that was asked for is there and up to date. */
export async function build(wanted: readonly Part[], force = false): Promise<boolean> {
  for (const part of wanted) {
    if (!(await buildPart(part, force))) return false
  }
  return true
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const given = process.argv.slice(2)
  const named = (['app', 'web', 'server'] as const).filter((part) => given.includes(part))
  const wanted: Part[] = named.length > 0 ? named : ['app', 'web', 'server']
  if (wanted.includes('server') && !wanted.includes('web')) wanted.unshift('web')
  const built = await build(wanted, given.includes('--force'))
  process.exitCode = built ? 0 : 1
}
