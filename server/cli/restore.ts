import type { Config } from '../config.ts'
import { prepareDataFolder } from '../data-folder.ts'
import { StartRefused, exitCodes } from '../start-refused.ts'
import { restoreSqliteSpace } from '../storage/sqlite/sqlite-restore.ts'
import { StorageFailed, StorageInUse } from '../storage/storage.ts'

/** Puts a backup into the data folder. Answers the exit code. */
export async function restore({ data }: Config, file: string): Promise<number> {
  prepareDataFolder(data)
  try {
    await restoreSqliteSpace(file, data)
  } catch (error) {
    if (error instanceof StorageInUse) throw new StartRefused(error.message, exitCodes.inUse)
    if (error instanceof StorageFailed) throw new StartRefused(error.message, exitCodes.failed)
    throw error
  }
  console.log(`Restored ${file} into ${data}. It counts as a new space: people load it anew.`)
  return exitCodes.stopped
}
