import { join } from 'node:path'
import { z } from 'zod'
import { hosting, type KnownSpace } from '../../../shared/ipc/schemas.ts'

/** What is kept about the space that this app serves. */
export const keptHosting = hosting.extend({
  /** The data folder, where it is not the app's own. */
  folder: z.string().min(1).nullable().default(null),
  /** It was served before: there is a space, and none is made in the place of one that is gone. */
  hasSpace: z.boolean().default(false),
  /** Where it was last time, so that its address stays while it can. */
  port: z.number().int().min(1).max(65_535).nullable().default(null),
})
export type KeptHosting = z.infer<typeof keptHosting>

/**
 * What to begin with. An app of a version that kept nothing of this served its space to this computer
 * alone, and goes on with that: nothing is opened to a network without being asked.
 */
export function firstHosting(spaces: readonly KnownSpace[]): KeptHosting {
  const own = spaces.find(({ hosted }) => hosted)
  if (!own) return keptHosting.parse({})
  const port = Number(new URL(own.url).port)
  return keptHosting.parse({ wanted: true, reach: 'machine', port: port > 0 ? port : null })
}

export function dataFolder({ folder }: KeptHosting, userData: string): string {
  return folder ?? join(userData, 'space')
}
