import { accessSync, constants, mkdirSync } from 'node:fs'
import { StartRefused } from './start-refused.ts'

/**
 * Makes the folder if need be: for its owner alone, as it holds what people wrote.
 * @throws StartRefused where it cannot be made or written to
 */
export function prepareDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartRefused(
      `The data folder ${path} cannot be used (${(error as Error).message}). Name another with --data.`,
    )
  }
}
