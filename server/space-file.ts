import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { fingerprint, type Fingerprint } from '../protocol/index.ts'
import { refusedBy } from './start-refused.ts'
import { writePrivateFile } from './storage/files/private-file.ts'

const spaceFile = z.object({
  name: z.string().min(1).max(80),
  createdAt: z.string(),
  /** Of the key that was made for the space, so that it is missed if it is gone. */
  fingerprint: z.optional(fingerprint),
})
export type SpaceFile = z.infer<typeof spaceFile>

/** As the file may be before a start: fields that are not known stay in it. */
const keptFile = z.looseObject({
  ...spaceFile.partial().shape,
  name: z.string().max(80).optional(),
})

/**
 * What the space is called, in a file that a person can read and mend; made at the first start.
 * @param name the setting; replaces what the file says
 * @throws StartRefused
 */
export function readSpaceFile(folder: string, name: string | null): SpaceFile {
  const path = pathIn(folder)
  try {
    const kept = read(path)
    const file = {
      createdAt: new Date().toISOString(),
      ...kept,
      name: name ?? (kept?.name || usualName()),
    }
    const space = spaceFile.parse(file)
    if (file.name !== kept?.name || file.createdAt !== kept.createdAt) write(path, file)
    return space
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message
    throw refusedBy(
      error,
      path,
      `${path} cannot be used (${reason}). Mend it, or move it away to start anew.`,
    )
  }
}

/** Keeps by what the space is known. @throws StartRefused */
export function noteFingerprint(folder: string, known: Fingerprint): void {
  const path = pathIn(folder)
  try {
    write(path, { ...read(path), fingerprint: known })
  } catch (error) {
    throw refusedBy(error, path, `${path} cannot be written (${(error as Error).message}).`)
  }
}

const pathIn = (folder: string): string => join(folder, 'space.json')

function read(path: string): z.infer<typeof keptFile> | null {
  return existsSync(path) ? keptFile.parse(JSON.parse(readFileSync(path, 'utf8'))) : null
}

function write(path: string, file: object): void {
  writePrivateFile(path, `${JSON.stringify(file, null, 2)}\n`)
}

export function usualName(): string {
  return `Parley on ${hostname()}`.slice(0, 80)
}
