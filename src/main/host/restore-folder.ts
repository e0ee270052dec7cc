import { cp, mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What makes a space this space, and is in no backup: its name, its key, its operator's settings. */
const identity = ['space.json', 'space.pem', 'parley.json']

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** The name under which something is kept aside: the first that is free. */
async function freeName(path: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${path}.before-restore` : `${path}.before-restore-${count}`
    if (!(await exists(name))) return name
  }
}

export interface Restoring {
  /** Where the folder as it was is kept. */
  readonly keptAs: string
  /** It did not work: everything is as it was. */
  undo(): Promise<void>
}

/**
 * Puts a folder aside whole, and a new one in its place in which the space has its key and its name and
 * nothing else. No server may have it open.
 */
export async function makeRoomForBackup(folder: string): Promise<Restoring> {
  const keptAs = await freeName(folder)
  await rename(folder, keptAs)
  const undo = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true })
    await rename(keptAs, folder)
  }
  try {
    await mkdir(folder, { mode: 0o700 })
    for (const name of identity) {
      const from = join(keptAs, name)
      if (await exists(from)) await cp(from, join(folder, name), { preserveTimestamps: true })
    }
  } catch (problem) {
    await undo()
    throw problem
  }
  return { keptAs, undo }
}
