import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { describeStorage } from '../storage.contract.ts'
import { bundledThread } from './bundled-thread.contract.ts'
import { openSqliteStorage } from './sqlite-storage.ts'

const startThread = await bundledThread()

describeStorage('SQLite', async () => {
  const folder = temporaryFolder()
  const open = () => openSqliteStorage({ folder, startThread })
  const store = { storage: await open() }
  const close = () => store.storage.upkeep.close()
  onTestFinished(close)
  return {
    ...store,
    async reopen() {
      await close()
      return (store.storage = await open())
    },
    backups: {
      newFile: () => join(folder, 'backup.db'),
      open: (file) => openSqliteStorage({ file, startThread }),
    },
  }
})
