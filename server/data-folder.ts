import { accessSync, chmodSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs'
import { StartRefused, refusedBy } from './start-refused.ts'

const OTHERS = 0o077
const OTHERS_MAY_WRITE = 0o022
/** As `/tmp` has it: a place for everybody. */
const SHARED = 0o1000

/**
 * Makes the folder if need be: for its owner alone, as it holds what people wrote, and code that is loaded.
 * One that is there is closed, if it is ours and for a space alone.
 * @throws StartRefused where it cannot be made or written to, or others may change what is in it
 */
export function prepareDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    // Windows knows no such modes.
    if (process.getuid === undefined) return
  } catch (error) {
    const reason = (error as Error).message
    throw refusedBy(
      error,
      path,
      `The data folder ${path} cannot be used (${reason}). Name another with --data.`,
    )
  }
  const { mode, uid } = statSync(path)
  if (uid === process.getuid() && isForSpace(path, mode)) return close(path, mode)
  if ((mode & OTHERS_MAY_WRITE) === 0) return
  throw new StartRefused(
    `Others may write to the data folder ${path}, and could change the space. Name a folder of its own with --data, or take that right from them (chmod go-w).`,
  )
}

/** Nothing is taken from others that may be theirs. */
function isForSpace(path: string, mode: number): boolean {
  if ((mode & SHARED) !== 0) return false
  const names = readdirSync(path)
  return (
    names.includes('parley.db') || names.every((name) => /^((parley|space)?\.|native$)/.test(name))
  )
}

function close(path: string, mode: number): void {
  if ((mode & OTHERS) === 0) return
  try {
    chmodSync(path, 0o700)
  } catch {
    // Some file systems, such as FAT, have one mode for all: it is as closed as it can be.
  }
}
