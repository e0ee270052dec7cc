/** How the process ends; `docs/operations.md` and `--help` tell what each means. */
export const exitCodes = {
  stopped: 0,
  failed: 1,
  addressTaken: 69,
  /** There is no room on a disk: it starts once there is. */
  full: 74,
  /** Another server holds the folder, perhaps one that is just about to stop: later it may be free. */
  inUse: 75,
  /** The data folder, or what is in it, must not be written to. */
  notWritable: 77,
  unusable: 78,
} as const

/** The server cannot start like this. The message is one line for the person who started it. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
  readonly exitCode: number

  constructor(message: string, exitCode: number = exitCodes.unusable) {
    super(message)
    this.exitCode = exitCode
  }
}

const noRoom = new Set(['ENOSPC', 'EDQUOT'])
const denied = new Set(['EACCES', 'EPERM', 'EROFS'])

/**
 * The start ends with what the system said of `path`.
 * @param otherwise what is told unless there is merely no room, in which case nothing is to be mended
 */
export function refusedBy(error: unknown, path: string, otherwise: string): StartRefused {
  const { code = '' } = error as NodeJS.ErrnoException
  if (noRoom.has(code)) {
    return new StartRefused(
      `no room for ${path}: free space on its disk, then go on`,
      exitCodes.full,
    )
  }
  return new StartRefused(otherwise, denied.has(code) ? exitCodes.notWritable : exitCodes.unusable)
}
