import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What makes a space this space, and is in no backup: its name, its key, its operator's settings. */
const identity = ['space.json', 'space.pem', 'parley.json']

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Whether there is a space in this folder, as far as can be seen without opening it. */
export const holdsSpace = (folder: string): Promise<boolean> => exists(join(folder, 'parley.db'))

const draftOf = (folder: string): string => `${folder}.restoring`

/** The name under which something is kept aside: the first that is free. */
async function freeName(path: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${path}.before-restore` : `${path}.before-restore-${count}`
    if (!(await exists(name))) return name
  }
}

async function copyForGood(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  const file = await open(to, 'r+')
  await file.sync().finally(() => file.close())
}

/** The exchange could not be taken back; what was there before is under this name. */
export class NotPutBack extends Error {
  override readonly name = 'NotPutBack'
  readonly keptAs: string

  constructor(keptAs: string, cause: unknown) {
    super(`What was there before is in ${keptAs}: ${String(cause)}`, { cause })
    this.keptAs = keptAs
  }
}

export interface Exchange {
  /** Where the folder as it was is kept. */
  readonly keptAs: string
  /** It did not work: everything is as it was. No server may have it open. @throws NotPutBack */
  undo(): Promise<void>
}

/** A folder beside another one, with that one's key and name, that is to take its place. */
export interface Draft {
  readonly folder: string
  /** Takes the place, whose folder is kept aside. No server may have it open. */
  exchange(): Promise<Exchange>
  remove(): Promise<void>
}

/**
 * Makes a draft beside a folder that goes on being served. Whatever ends the app meanwhile, the folder is
 * the one before or the new one: see `finishExchange`.
 */
export async function draftBeside(place: string): Promise<Draft> {
  const folder = draftOf(place)
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  await remove()
  await mkdir(folder, { mode: 0o700 })
  for (const name of identity) {
    const from = join(place, name)
    if (await exists(from)) await copyForGood(from, join(folder, name))
  }
  return { folder, remove, exchange: () => exchange(place, folder) }
}

async function exchange(place: string, draft: string): Promise<Exchange> {
  const keptAs = await freeName(place)
  await rename(place, keptAs)
  await rename(draft, place).catch(async (problem: unknown) => {
    await putBack(keptAs, place)
    throw problem
  })
  return {
    keptAs,
    async undo() {
      const refused = `${place}.refused`
      await rm(refused, { recursive: true, force: true })
      await rename(place, refused).catch((problem: unknown) => {
        throw new NotPutBack(keptAs, problem)
      })
      await putBack(keptAs, place)
      await rm(refused, { recursive: true, force: true }).catch(() => undefined)
    },
  }
}

async function putBack(keptAs: string, place: string): Promise<void> {
  await rename(keptAs, place).catch((problem: unknown) => {
    throw new NotPutBack(keptAs, problem)
  })
}

/** The app was ended between the two steps of an exchange: does the second one. Else nothing. */
export async function finishExchange(place: string): Promise<void> {
  const draft = draftOf(place)
  if (!(await exists(place)) && (await holdsSpace(draft))) await rename(draft, place)
}
