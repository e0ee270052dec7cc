import { access, constants, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** As much of a space's own file as a person recognises it by: `server/space-file.ts`. */
const spaceFile = z.object({ name: z.string().min(1).max(80) })

export type ChosenFolder =
  | { readonly status: 'space'; readonly name: string }
  | { readonly status: 'noSpace' | 'notWritable' | 'unreadable' }

/** Whether a folder that a person chose holds a space, as far as can be seen without opening it. */
export async function lookAtFolder(folder: string): Promise<ChosenFolder> {
  try {
    const database = await stat(join(folder, 'parley.db'))
    if (!database.isFile()) return { status: 'noSpace' }
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    const { name } = spaceFile.parse(JSON.parse(await readFile(join(folder, 'space.json'), 'utf8')))
    return { status: 'space', name }
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return { status: 'noSpace' }
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return { status: 'notWritable' }
    return { status: 'unreadable' }
  }
}
