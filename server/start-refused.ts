/** How the process ends; `docs/operations.md` and `--help` tell what each means. */
export const exitCodes = {
  stopped: 0,
  failed: 1,
  addressTaken: 69,
  /** Another server holds the folder, perhaps one that is just about to stop: later it may be free. */
  inUse: 75,
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
