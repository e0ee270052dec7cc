import type { Config } from '../config.ts'
import { StartRefused, exitCodes } from '../start-refused.ts'
import { copySqliteSpace } from '../storage/sqlite/sqlite-copy.ts'
import { StorageFailed } from '../storage/storage.ts'

/** Copies the space in the data folder, whether a server has it open or not. Answers the exit code. */
export async function backup({ data }: Config, file: string): Promise<number> {
  try {
    await copySqliteSpace(data, file)
  } catch (error) {
    if (error instanceof StorageFailed) throw new StartRefused(error.message, exitCodes.failed)
    throw error
  }
  console.log(`Copied the space in ${data} to ${file}`)
  return exitCodes.stopped
}
