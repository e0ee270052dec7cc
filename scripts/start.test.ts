import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { root } from './run.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A machine without what the app needs: a screen, or a way to Electron. */
const machines = {
  'without a display': { DISPLAY: '', WAYLAND_DISPLAY: '' },
  // Nothing listens on port 1, and no earlier download is found.
  'without Electron': {
    DISPLAY: ':1',
    ELECTRON_OVERRIDE_DIST_PATH: '/nowhere',
    ELECTRON_MIRROR: 'http://127.0.0.1:1/',
  },
}
const hasElectron = existsSync(join(root, 'node_modules/electron/dist'))
const canTry = (machine: string) =>
  machine === 'without Electron' ? !hasElectron : process.platform === 'linux'

for (const [machine, env] of Object.entries(machines)) {
  it.skipIf(!canTry(machine))(
    `npm start ${machine} says so in one line and serves the web client`,
    { timeout: 120_000 },
    async () => {
      const folder = temporaryFolder()
      const started = spawn(process.execPath, [join(root, 'scripts/start.ts')], {
        cwd: root,
        env: {
          ...process.env,
          ...env,
          XDG_CACHE_HOME: folder,
          PARLEY_DATA: join(folder, 'space'),
          PARLEY_PORT: '0',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      onTestFinished(() => void started.kill('SIGKILL'))
      const closed = once(started, 'close')
      const said: string[] = []
      for await (const line of createInterface(started.stdout)) {
        said.push(line)
        if (line.startsWith('Open ')) break
      }

      expect(said[0]).toMatch(/^The desktop app needs .*Starting the server with the web client/)
      const address = /^Open (http:\S+) in a browser/.exec(said.at(-1) ?? '')?.[1]
      const page = await fetch(address!)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('<div id="app">')

      started.kill('SIGTERM')
      expect((await closed)[0]).toBe(0)
      await expect(fetch(address!)).rejects.toThrow()
    },
  )
}
