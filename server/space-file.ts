import { hostname } from 'node:os'
import { join } from 'node:path'
import { JSONFilePreset } from 'lowdb/node'
import { z } from 'zod'
import { fingerprint, type Fingerprint } from '../protocol/index.ts'
import { refusedBy } from './start-refused.ts'

const spaceFile = z.object({
  name: z.string().min(1).max(80),
  createdAt: z.string(),
  /** Of the key that was made for the space, so that it is missed if it is gone. */
  fingerprint: z.optional(fingerprint),
})
export type SpaceFile = z.infer<typeof spaceFile>

/**
 * What the space is called, in a file that a person can read and mend; made at the first start.
 * @param name the setting; replaces what the file says
 * @throws StartRefused
 */
export async function readSpaceFile(folder: string, name: string | null): Promise<SpaceFile> {
  const path = join(folder, 'space.json')
  try {
    const fresh: SpaceFile = { name: '', createdAt: new Date().toISOString() }
    const file = await JSONFilePreset<SpaceFile>(path, fresh)
    const wanted = name ?? (file.data.name || usualName())
    if (wanted !== file.data.name) {
      file.data.name = wanted
      await file.write()
    }
    return spaceFile.parse(file.data)
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
export async function noteFingerprint(folder: string, known: Fingerprint): Promise<void> {
  const path = join(folder, 'space.json')
  try {
    const file = await JSONFilePreset<Partial<SpaceFile>>(path, {})
    file.data.fingerprint = known
    await file.write()
  } catch (error) {
    throw refusedBy(error, path, `${path} cannot be written (${(error as Error).message}).`)
  }
}

export function usualName(): string {
  return `Parley on ${hostname()}`.slice(0, 80)
}
