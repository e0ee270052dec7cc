/**
 * `npm run package`: builds all parts and makes what people install, for the system that it runs on.
 *
 * - `--dir`        an unpacked folder, without an installer
 * - `--for-tests`  lets Playwright in; not for people: only with `--dir`, in `dist/for-tests`
 * - `--feed URL`   where installed apps look for updates
 *
 * `PARLEY_ELECTRON_DIST` names a folder with Electron unpacked, where its download cannot be had.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build as pack, Platform } from 'electron-builder'
import { builderConfig } from './packaging/builder-config.ts'
import { packageObstacle } from './packaging/package-obstacle.ts'
import { build } from './build.ts'
import { root } from './run.ts'

const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    'for-tests': { type: 'boolean', default: false },
    feed: { type: 'string' },
  },
})

/** As its own file says; a download has one too. */
function versionOf(electron: string): string | undefined {
  const file = join(electron, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined
}

const obstacle = packageObstacle(values)
if (obstacle) {
  console.error(obstacle)
  process.exit(1)
}

if (!(await build(['app', 'web', 'server']))) process.exit(1)
const given = process.env.PARLEY_ELECTRON_DIST
const electron = given ? resolve(given) : undefined
const made = await pack({
  projectDir: root,
  targets: Platform.current().createTarget(values.dir ? 'dir' : null),
  publish: 'never',
  config: builderConfig({
    platform: process.platform,
    electron,
    electronVersion: electron && versionOf(electron),
    feed: values.feed,
    forTests: values['for-tests'],
  }),
})
for (const path of made) console.log(path)
