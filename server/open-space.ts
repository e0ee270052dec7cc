import type { Config } from './config.ts'
import { prepareDataFolder } from './data-folder.ts'
import type { Logger } from './observability/logger.ts'
import {
  openSpaceCertificate,
  type SpaceCertificate,
} from './security/certificate/space-certificate.ts'
import { noteFingerprint, readSpaceFile, usualName } from './space-file.ts'
import { StartRefused, exitCodes } from './start-refused.ts'
import { openMemoryStorage } from './storage/memory/memory-storage.ts'
import { openSqliteStorage } from './storage/sqlite/sqlite-storage.ts'
import { StorageFailed, StorageFull, StorageInUse, type Storage } from './storage/storage.ts'

/** A space as it lies in its folder: what it is called, all that it holds, and its key. */
export type OpenSpace = {
  name: string
  storage: Storage
  /** Null where nothing is kept. */
  certificate: SpaceCertificate | null
}

export type OpenSpaceDeps = {
  logger: Logger
  /** Called where storage stops working later on. */
  onFailure: (why: StorageFailed) => void
}

/** @throws StartRefused where the folder or what is in it cannot be used */
export async function openSpace(config: Config, deps: OpenSpaceDeps): Promise<OpenSpace> {
  if (config.storage === 'memory') {
    const name = config.spaceName ?? usualName()
    return { name, storage: openMemoryStorage(), certificate: null }
  }
  prepareDataFolder(config.data)
  const storage = await openSqliteStorage({ folder: config.data, ...deps }).catch(
    (error: unknown) => {
      if (error instanceof StorageInUse) throw new StartRefused(error.message, exitCodes.inUse)
      if (error instanceof StorageFailed) throw new StartRefused(error.message)
      if (error instanceof StorageFull) throw new StartRefused(error.message, exitCodes.full)
      throw error
    },
  )
  try {
    const { name, fingerprint = null } = readSpaceFile(config.data, config.spaceName)
    const certificate = await openSpaceCertificate(config.data, fingerprint, deps.logger)
    if (fingerprint === null) noteFingerprint(config.data, certificate.fingerprint)
    return { name, storage, certificate }
  } catch (error) {
    await storage.upkeep.close()
    throw error
  }
}
