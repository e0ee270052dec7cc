/** What looks for a newer version at the feed, fetches it and puts it in the place of this one. */
export interface Updater {
  /** The newer version, fetched and checked; nothing where there is none. */
  fetch(): Promise<{ version: string } | undefined>
  /** Ends the app and installs. It does not answer. */
  install(): void
}

export interface UpdatesOptions {
  readonly updater: Updater
  /** Whether the person wants it now. */
  ask(version: string): Promise<boolean>
  /** Lets go of what an installation replaces: the hosted server, drained. */
  stopServing(): Promise<void>
  /** Hosts again, where nothing was installed after all. */
  serveAgain(): void
  report(problem: unknown): void
}

/**
 * One look at the feed. Whoever says "later" is asked again at the next start and not before; nothing is
 * installed behind their back. What goes wrong is reported, and the app goes on as it is.
 */
export function createUpdates(options: UpdatesOptions): { look(): Promise<void> } {
  const declined = new Set<string>()
  let looking: Promise<void> | undefined

  async function look(): Promise<void> {
    const newer = await options.updater.fetch()
    if (!newer || declined.has(newer.version)) return
    if (!(await options.ask(newer.version))) {
      declined.add(newer.version)
      return
    }
    await install()
  }

  async function install(): Promise<void> {
    await options.stopServing()
    try {
      options.updater.install()
    } catch (problem) {
      options.serveAgain()
      throw problem
    }
  }

  return {
    look: () =>
      (looking ??= look()
        .catch((problem: unknown) => options.report(problem))
        .finally(() => (looking = undefined))),
  }
}
