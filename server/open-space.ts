import type { Config } from './config.ts'
import { prepareDataFolder } from './data-folder.ts'
import type { Logger } from './observability/logger.ts'
import { readSpaceFile, usualName } from './space-file.ts'
import { StartRefused, exitCodes } from './start-refused.ts'
import { openMemoryStorage } from './storage/memory/memory-storage.ts'
import { openSqliteStorage } from './storage/sqlite/sqlite-storage.ts'
import { StorageFailed, StorageFull, StorageInUse, type Storage } from './storage/storage.ts'

/** A space as it lies in its folder: what it is called and all that it holds. */
export type OpenSpace = { name: string; storage: Storage }

export type OpenSpaceDeps = {
  logger: Logger
  /** Called where storage stops working later on. */
  onFailure: (why: StorageFailed) => void
}

/** @throws StartRefused where the folder or what is in it cannot be used */
export async function openSpace(config: Config, deps: OpenSpaceDeps): Promise<OpenSpace> {
  if (config.storage === 'memory') {
    return { name: config.spaceName ?? usualName(), storage: openMemoryStorage() }
  }
  prepareDataFolder(config.data)
  const storage = await openSqliteStorage({ folder: config.data, ...deps }).catch(
    (error: unknown) => {
      if (error instanceof StorageInUse) throw new StartRefused(error.message, exitCodes.inUse)
      if (error instanceof StorageFailed) throw new StartRefused(error.message)
      // Passes by itself: not a code that says that another try is pointless.
      if (error instanceof StorageFull) throw new StartRefused(error.message, exitCodes.failed)
      throw error
    },
  )
  try {
    const { name } = await readSpaceFile(config.data, config.spaceName)
    return { name, storage }
  } catch (error) {
    await storage.upkeep.close()
    throw error
  }
}
