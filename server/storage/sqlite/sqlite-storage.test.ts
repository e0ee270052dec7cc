import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { describeStorage } from '../storage.contract.ts'
import { bundledThread } from './bundled-thread.contract.ts'
import { openSqliteStorage } from './sqlite-storage.ts'

const startThread = await bundledThread()

describeStorage('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-storage-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
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
