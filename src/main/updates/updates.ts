/** What looks for a newer version at the feed, fetches it and puts it in the place of this one. */
export interface Updater {
  /** The newer version, fetched and checked; nothing where there is none. */
  fetch(): Promise<{ version: string } | undefined>
  /** Ends the app and installs. Rejects, and the app goes on, where nothing could be installed. */
  install(): Promise<void>
}

export interface UpdatesOptions {
  readonly updater: Updater
  /** Whether the person wants it now. */
  ask(version: string): Promise<boolean>
  /** Lets go of what an installation replaces: the hosted server, drained. */
  stopServing(): Promise<void>
  /** Hosts again, where nothing was installed after all. */
  serveAgain(): void
  /** Says so to the person, who wanted it. */
  tellNotInstalled(version: string): void
  report(problem: unknown): void
}

/**
 * One look at the feed. The person is asked once, and again at the next start and not before; nothing is
 * installed behind their back. What goes wrong is reported, and the app goes on as it is.
 */
export function createUpdates(options: UpdatesOptions): { look(): Promise<void> } {
  const asked = new Set<string>()
  let looking: Promise<void> | undefined

  async function look(): Promise<void> {
    const newer = await options.updater.fetch()
    if (!newer || asked.has(newer.version)) return
    asked.add(newer.version)
    if (await options.ask(newer.version)) await install(newer.version)
  }

  async function install(version: string): Promise<void> {
    try {
      await options.stopServing()
      await options.updater.install()
    } catch (problem) {
      options.serveAgain()
      options.tellNotInstalled(version)
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
