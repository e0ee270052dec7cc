import electronUpdater from 'electron-updater'
import { expect, it } from 'vitest'
import { electronUpdates } from './electron-updates.ts'

const { AppImageUpdater } = electronUpdater
const app = { version: '1.0.0', name: 'Parley' }

it('rejects where the updater says that it cannot install', async () => {
  const nothingFetched = new AppImageUpdater(null, app)
  await expect(electronUpdates(nothingFetched).install()).rejects.toThrow('No update filepath')
})

it('rejects where the updater says so later, as on a mac', async () => {
  class Later extends AppImageUpdater {
    override quitAndInstall(): void {
      setImmediate(() => this.emit('error', new Error('not signed')))
    }
  }
  await expect(electronUpdates(new Later(null, app)).install()).rejects.toThrow('not signed')
})
